// SPDX-License-Identifier: MIT
// server/access/tests/role-matrix.txt says who may do what; here the real API is asked.
#include "ApiWorld.h"

#include <ace/server/access/Operations.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ace::server {

namespace {

class MatrixTest : public ApiWorld
{
protected:
    // The credentials in the order of the file's letters.
    std::vector<Credential> everybody()
    {
        std::vector<Credential> all = {{}, demoOf(runtime::Role::Counter), demoOf(runtime::Role::Gate)};
        const Credential counter = addCounter();
        const Credential gate = addGateStation();
        all.push_back(counter);
        all.push_back(gate);
        for (const char* role : {"cashier", "scanner", "supervisor", "organiser"}) {
            addStaff(role, role);
            all.push_back(logInAt(counter, role));
            all.push_back(logInAt(gate, role));
            all.push_back({{"Authorization", "Bearer " + logInByPassword(role)}});
        }
        all.push_back(boss);
        return all;
    }
    Credential demoOf(runtime::Role role) { return {{"Authorization", bearer(role)}}; }

    // operation → letters without blanks
    static std::map<std::string, std::string> readMatrix()
    {
        std::ifstream in(std::string(ACE_SOURCE_DIR) + "/server/access/tests/role-matrix.txt");
        std::map<std::string, std::string> matrix;
        for (std::string line; std::getline(in, line);) {
            std::istringstream words(line);
            std::string id, letters, group;
            words >> id;
            while (words >> group)
                letters += group;
            if (std::ranges::any_of(access::operations(), [&](const auto& one) { return one.id == id; }))
                matrix[id] = letters;
        }
        return matrix;
    }

    // An address of the operation at the demo's event; other ids name nothing.
    std::string addressOf(const access::Operation& operation) const
    {
        std::string path(operation.pattern);
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
            const std::string name = path.substr(at, path.find('}') - at + 1);
            path.replace(at, name.size(),
                         name == "{slug}" ? "summer-fair" : "019e0000-0000-7000-8000-000000000009");
        }
        for (const char* ofOneEvent :
             {"/reports/", "/time-entries.csv", "/v1/orders", "/v1/allotments", "/v1/stations"})
            if (operation.method == "GET" && path.find(ofOneEvent) != std::string::npos)
                return path + "?event=summer-fair";
        if (operation.id == "listVouchers")
            path += "?code=ANY"; // all of them are an organiser's
        return path;
    }
};

// Whether an answer is what the letter promises of the credential alone. What is only decided once an object
// is known (another event's, somebody else's) has tests of its own.
bool fits(char letter, const Answered& answered)
{
    const std::string code =
        answered.status >= 400 ? answered.json.value("code", std::string()) : std::string();
    switch (letter) {
    case '1': // whoever tries often is told so instead
        return (answered.status == 401 && code == "unauthorized") || code == "too_many_requests";
    case 's':
        return answered.status == 401 && code == "staff_session_required";
    case '-':
        return answered.status == 403;
    case '4':
        return answered.status == 404;
    default:
        return answered.status != 401 && answered.status != 403;
    }
}

CPPUNIT_TEST_FIXTURE(MatrixTest, theApiAllowsWhatTheTableOfRolesAllows)
{
    const auto all = everybody();
    const auto matrix = readMatrix();
    std::string wrong;
    int asked = 0;
    for (const access::Operation& operation : access::operations()) {
        const std::string id(operation.id);
        // Who logs out is out; log-ins and metrics are decided by what is sent, and have tests of their own.
        if (id == "logOut" || id == "logIn" || id == "pairStation" || id == "showMetrics" ||
            id == "showDocs" || id == "showProblem")
            continue;
        CPPUNIT_ASSERT_MESSAGE(id, matrix.contains(id) && matrix.at(id).size() == all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            test::Fields more = {{"Idempotency-Key", id + std::to_string(i)}, {"If-Match", "\"0\""}};
            const std::string method(operation.method);
            const Json body = operation.bodyMost > 0 ? Json::object() : Json(nullptr);
            const Answered answered = ask(method, addressOf(operation), body, all[i], more);
            ++asked;
            if (!fits(matrix.at(id)[i], answered))
                wrong += "\n" + id + " of " + std::to_string(i) + ": wanted " + matrix.at(id)[i] + ", was " +
                         std::to_string(answered.status) + " " + answered.body.substr(0, 200);
        }
    }
    CPPUNIT_ASSERT_MESSAGE(wrong, wrong.empty());
    CPPUNIT_ASSERT(asked > 1500);
}

} // namespace

} // namespace ace::server
