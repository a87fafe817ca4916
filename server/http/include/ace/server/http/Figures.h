// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace ace::server::http {

// Why a connection or a request was not served.
enum class Refused {
    TooManyConnections,
    TooManyOfOneAddress,
    NoDescriptor,
    QueueFull,
    WaitedTooLong,
    Malformed, // cannot be read in one way only, or too long
    HeadTooSlow,
    BodyTooSlow,
    ReaderTooSlow, // did not take its answer in time, or owed too much
    NoRoomForBody, // all bodies under way had too many bytes together
    Handshake,     // of TLS: failed, too slow, or had to make room for another
};
constexpr std::size_t kRefusedKinds = 11;
std::string_view name(Refused reason); // "queue_full"

// A front at one moment, since its start.
struct Figures
{
    std::uint64_t accepted = 0;                         // connections
    std::uint64_t requests = 0;                         // that were answered
    std::uint64_t shared = 0;                           // of them from a shared answer, without a worker
    std::size_t connections = 0;                        // open
    std::size_t idle = 0;                               // of them between two requests
    std::size_t queued = 0;                             // requests that wait for a worker
    std::size_t queuedSlow = 0;                         // of slow routes
    std::size_t workers = 0;                            // threads that were started
    std::size_t listeners = 0;                          // of event streams
    std::size_t bytesOwed = 0;                          // of answers that clients have not taken yet
    std::size_t bodyBytes = 0;                          // of bodies that are being read or answered
    std::array<std::uint64_t, kRefusedKinds> refused{}; // by Refused

    std::uint64_t refusedFor(Refused reason) const { return refused[static_cast<std::size_t>(reason)]; }
};

// A request that was answered, for an observer. The views live as long as its call.
struct Finished
{
    std::string_view method; // "OTHER": none that HTTP defines
    std::string_view route;  // the pattern, never the address; empty: no route
    int status = 0;
    std::chrono::microseconds took{
        0};                  // from its last byte to the answer's last one that was handed to the kernel
    std::uint64_t bytes = 0; // of the answer, with its head
    std::string_view requestId;
};

} // namespace ace::server::http
