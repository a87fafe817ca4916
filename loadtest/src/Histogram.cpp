// SPDX-License-Identifier: MIT
#include "Histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ace::loadtest {

namespace {

constexpr std::int64_t kLongest = (std::int64_t{1} << 32) - 1; // µs: 71 minutes
constexpr std::uint64_t kSteps = 1024;

std::size_t indexOf(std::int64_t micros)
{
    const auto value = static_cast<std::uint64_t>(std::clamp<std::int64_t>(micros, 0, kLongest));
    if (value < 2 * kSteps)
        return value;
    const auto shift = static_cast<std::uint64_t>(std::bit_width(value)) - 11;
    return kSteps * shift + (value >> shift);
}

std::int64_t highestAt(std::size_t index)
{
    if (index < 2 * kSteps)
        return static_cast<std::int64_t>(index);
    const std::uint64_t shift = index / kSteps - 1;
    return static_cast<std::int64_t>((((index - kSteps * shift) + 1) << shift) - 1);
}

} // namespace

Histogram::Histogram() : counts_(indexOf(kLongest) + 1) {}

void Histogram::add(std::chrono::microseconds duration)
{
    ++counts_[indexOf(duration.count())];
    ++count_;
    max_ = std::max(max_, static_cast<std::int64_t>(duration.count()));
}

void Histogram::merge(const Histogram& other)
{
    for (std::size_t i = 0; i < counts_.size(); ++i)
        counts_[i] += other.counts_[i];
    count_ += other.count_;
    max_ = std::max(max_, other.max_);
}

std::chrono::microseconds Histogram::percentile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        seen += counts_[i];
        if (counts_[i] > 0 && seen >= wanted)
            return std::chrono::microseconds(std::min(highestAt(i), max_));
    }
    return max();
}

} // namespace ace::loadtest
