// SPDX-License-Identifier: MIT
#include <ace/server/api/Metrics.h>

#include "TestSupport.h"

namespace ace::server::api {

namespace {

class MetricsTest : public CppUnit::TestFixture
{
protected:
    void request(int status, std::chrono::microseconds took)
    {
        http::Finished finished;
        finished.method = "GET";
        finished.route = "/a/{}";
        finished.status = status;
        finished.took = took;
        metrics.countRequest(finished);
    }
    void expectLine(const std::string& line) const
    {
        const std::string text = "\n" + metrics.render(figures, gauges);
        CPPUNIT_ASSERT_MESSAGE(line + " in" + text, text.find("\n" + line + "\n") != std::string::npos);
    }

    Metrics metrics;
    http::Figures figures;
    std::vector<Gauge> gauges;
};

CPPUNIT_TEST_FIXTURE(MetricsTest, countsRequestsByRouteAndCode)
{
    request(200, std::chrono::microseconds(10));
    request(200, std::chrono::microseconds(10));
    request(404, std::chrono::microseconds(10));
    expectLine("ace_http_requests_total{method=\"GET\",route=\"/a/{}\",code=\"200\"} 2");
    expectLine("ace_http_requests_total{method=\"GET\",route=\"/a/{}\",code=\"404\"} 1");
}

CPPUNIT_TEST_FIXTURE(MetricsTest, bucketsAreCumulativeAndTheirBoundIsInside)
{
    request(200, std::chrono::milliseconds(1));
    request(200, std::chrono::milliseconds(2));
    request(200, std::chrono::seconds(60));
    const std::string labels = "{method=\"GET\",route=\"/a/{}\",le=";
    expectLine("ace_http_request_seconds_bucket" + labels + "\"0.001\"} 1");
    expectLine("ace_http_request_seconds_bucket" + labels + "\"0.0025\"} 2");
    expectLine("ace_http_request_seconds_bucket" + labels + "\"5\"} 2");
    expectLine("ace_http_request_seconds_bucket" + labels + "\"+Inf\"} 3");
    expectLine("ace_http_request_seconds_count{method=\"GET\",route=\"/a/{}\"} 3");
}

CPPUNIT_TEST_FIXTURE(MetricsTest, countsScansByTheirVerdict)
{
    metrics.countScan({});
    metrics.countScan({Reason::Expired});
    metrics.countScan({Reason::Expired});
    expectLine("ace_scans_total{verdict=\"admitted\"} 1");
    expectLine("ace_scans_total{verdict=\"expired\"} 2");
}

CPPUNIT_TEST_FIXTURE(MetricsTest, gaugesOfOneNameStandTogetherAndLabelsAreEscaped)
{
    gauges = {{"ace_quota_sold", "Sold.", {{"quota", "a \"b\"\nc"}}, 3},
              {"ace_other", "Other.", {}, 1},
              {"ace_quota_sold", "Sold.", {{"quota", "d"}}, 4}};
    expectLine("# TYPE ace_quota_sold gauge");
    expectLine("ace_quota_sold{quota=\"a \\\"b\\\"\\nc\"} 3");
    expectLine("ace_quota_sold{quota=\"d\"} 4");
    const std::string text = metrics.render(figures, gauges);
    CPPUNIT_ASSERT(text.find("# TYPE ace_quota_sold") == text.rfind("# TYPE ace_quota_sold"));
}

CPPUNIT_TEST_FIXTURE(MetricsTest, showsWhatTheFrontRefused)
{
    figures.refused[static_cast<std::size_t>(http::Refused::QueueFull)] = 7;
    figures.queued = 2;
    expectLine("ace_http_refused_total{reason=\"" + std::string(name(http::Refused::QueueFull)) + "\"} 7");
    expectLine("ace_http_queue 2");
}

} // namespace

} // namespace ace::server::api
