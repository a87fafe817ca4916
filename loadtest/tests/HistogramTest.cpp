// SPDX-License-Identifier: MIT
#include "Histogram.h"

#include <TestSupport.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace ace::loadtest {

using std::chrono::microseconds;

class HistogramTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(HistogramTest, agreesWithSortedSamplesToOneInAThousand)
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> durations(8, 2);
    Histogram histogram;
    std::vector<std::int64_t> samples;
    for (int i = 0; i < 50'000; ++i) {
        samples.push_back(static_cast<std::int64_t>(durations(random)));
        histogram.add(microseconds(samples.back()));
    }
    std::ranges::sort(samples);
    for (const double share : {0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto exact =
            static_cast<double>(samples[static_cast<std::size_t>(std::ceil(share * 50'000)) - 1]);
        CPPUNIT_ASSERT_DOUBLES_EQUAL(exact, static_cast<double>(histogram.percentile(share).count()),
                                     exact / 1000 + 1e-9);
    }
    CPPUNIT_ASSERT(histogram.max() == histogram.percentile(1.0));
}

CPPUNIT_TEST_FIXTURE(HistogramTest, neverNamesAPercentileAboveTheMaximum)
{
    Histogram histogram;
    histogram.add(microseconds(1'000'001));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1'000'001},
                         static_cast<std::int64_t>(histogram.percentile(0.99).count()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, static_cast<std::int64_t>(Histogram().percentile(0.99).count()));
}

CPPUNIT_TEST_FIXTURE(HistogramTest, keepsWhatLiesBeyondItsRange)
{
    Histogram histogram;
    histogram.add(microseconds(-5)); // a clock that was set back
    histogram.add(std::chrono::hours(5));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, histogram.count());
    CPPUNIT_ASSERT(histogram.max() == std::chrono::hours(5));
}

CPPUNIT_TEST_FIXTURE(HistogramTest, mergesAsIfAllHadBeenAddedToOne)
{
    Histogram one, two, both;
    for (int i = 1; i <= 1000; ++i) {
        (i % 3 == 0 ? one : two).add(microseconds(i * i));
        both.add(microseconds(i * i));
    }
    one.merge(two);
    CPPUNIT_ASSERT_EQUAL(both.count(), one.count());
    for (const double share : {0.1, 0.5, 0.99, 1.0})
        CPPUNIT_ASSERT(both.percentile(share) == one.percentile(share));
}

} // namespace ace::loadtest
