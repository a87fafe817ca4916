// SPDX-License-Identifier: MIT
// The operator's program: a table of verbs.
#include "commands/Audit.h"
#include "commands/Backup.h"
#include "commands/ConfigCheck.h"
#include "commands/EventImport.h"
#include "commands/Mail.h"
#include "commands/Neighbour.h"
#include "commands/Plugins.h"
#include "commands/Staff.h"
#include "commands/Token.h"

#include <ace/kit/Nearest.h>

#include <algorithm>
#include <iostream>
#include <vector>

namespace {

using namespace ace::cli;

struct Verb
{
    std::string words; // "event import": all of them must be given
    std::string usage;
    std::string help;
    int (*run)(Arguments);
    bool helpsItself = false; // another program, with a --help of its own
};

const std::vector<Verb>& verbs()
{
    static const std::vector<Verb> table{
        {"audit since", "audit since --backup DIR [--data DIR] [--config FILE]",
         "list what was sold or canceled since a backup", listSince},
        {"audit verify", "audit verify [--data DIR] [--config FILE]",
         "check the audit log, the receipts and all sums; exit 1: something is broken", verifyAudit},
        {"backup", "backup --to DIR [--data DIR] [--config FILE]",
         "copy a data folder, also while its server runs; as secret as the folder", backUp},
        {"config check", "config check FILE [--data DIR] [--live]",
         "say what is wrong with a configuration; --live: and what is missing before customers come",
         checkConfig},
        {"config template", "config template", "print a configuration to go live with, to be filled in",
         printTemplate},
        {"event import", "event import FILE.toml [--data DIR] [--config FILE]",
         "take an event into a data folder (default .ace)", importEvent},
        {"mail bounced", "mail bounced [--data DIR] < MESSAGE",
         "mark the order whose mail came back, for a mail system to pipe bounces to", takeBounce},
        {"mail check", "mail check [--data DIR] [--config FILE]",
         "ask the mail server whether it takes mail from here, sending none", checkMail},
        {"plugins check", "plugins check [NAME...] [--data DIR] [--json]",
         "try plugins (all, without a name) in processes of their own; exit 2: one cannot be used",
         checkPlugins},
        {"plugins list", "plugins list [--data DIR] [--json]",
         "each plugin that this station finds, its state, and what to do about it", listPlugins},
        {"plugins quarantine", "plugins quarantine [--release NAME] [--data DIR] [--json]",
         "which plugins crashed and are kept out; --release: let one in again", showQuarantine},
        {"restore", "restore --from DIR --data NEWDIR", "make a data folder from a backup, checked", restore},
        {"serve", "serve [--demo] [--port N] [--data DIR]", "run the server; ace serve --help says more",
         [](Arguments arguments) { return becomeNeighbour("ace-server", arguments); }, true},
        {"staff add",
         "staff add --name NAME --login LOGIN --role ROLE [--event SLUG] [--password-stdin] [--pin-stdin] "
         "[--data DIR] [--config FILE]",
         "add a person, such as the first organiser; secrets are lines of standard input", addStaff},
        {"staff list", "staff list [--data DIR] [--config FILE]", "who works here, with their roles",
         listStaff},
        {"story", "story [options] FILE...", "run stories; ace story --help says more",
         [](Arguments arguments) { return becomeNeighbour("ace-headless", arguments); }, true},
        {"token", "token [--data DIR] counter|gate", "print a bearer for a demo's data, good for an hour",
         printToken},
    };
    return table;
}

void printHelp(std::ostream& out, const Verb& verb)
{
    out << "  ace " << verb.usage << "\n      " << verb.help << '\n';
}

int printHelp(std::ostream& out)
{
    out << "usage: ace VERB ...\n\n";
    for (const Verb& verb : verbs())
        printHelp(out, verb);
    out << "  ace --help | --version\n";
    return kDone;
}

std::string joined(Arguments words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

int run(const Verb& verb, Arguments arguments)
{
    if (verb.helpsItself || std::ranges::find(arguments, "--help") == arguments.end())
        return verb.run(arguments);
    std::cout << "usage:\n\n";
    printHelp(std::cout, verb);
    return kDone;
}

int refuseVerb(Arguments arguments)
{
    std::vector<std::string> known;
    for (const Verb& verb : verbs())
        known.push_back(verb.words);
    const std::string given = joined(arguments.first(std::min<std::size_t>(arguments.size(), 2)));
    const std::string nearest = ace::kit::nearestOf(given, known);
    return refuse("there is no verb \"" + given + "\"; did you mean \"" + nearest + "\"? Try: ace --help");
}

int perform(const std::vector<std::string>& arguments)
{
    if (arguments.empty()) {
        printHelp(std::cerr);
        return kRefused;
    }
    if (arguments.front() == "--help" || arguments.front() == "help")
        return printHelp(std::cout);
    if (arguments.front() == "--version") {
        std::cout << "ace " << ACE_VERSION << '\n';
        return kDone;
    }
    const Arguments given(arguments);
    for (const Verb& verb : verbs()) {
        const std::size_t count = verb.words.find(' ') == std::string::npos ? 1 : 2;
        if (given.size() >= count && joined(given.first(count)) == verb.words)
            return run(verb, given.subspan(count));
    }
    return refuseVerb(given);
}

} // namespace

int main(int argc, char** argv)
{
    const int code = perform({argv + 1, argv + argc});
    if (std::cout.flush())
        return code;
    const int refused = refuse("its answer could not be written to standard output; is the disk full?");
    return code == kDone ? refused : code;
}
