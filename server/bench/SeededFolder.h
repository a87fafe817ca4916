// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/domain/catalog/EventSetup.h>
#include <ace/runtime/DataFolder.h>
#include <ace/ticketing/Signing.h>

#include <memory>
#include <string>
#include <vector>

namespace ace::runtime {
class Runtime;
}

namespace ace::server {

// A data folder with one event, "bench", and many tickets of it, ten an order: one order is sold, the others
// are copies of its rows. Marked as demo, for its bearers. On the disk that the build is on; gone afterwards.
class SeededFolder
{
public:
    explicit SeededFolder(std::size_t tickets);
    ~SeededFolder();

    std::size_t tickets() const { return tickets_; }
    const runtime::DataFolder& folder() const { return folder_; }
    const EventSetup& event() const { return event_; }
    std::unique_ptr<runtime::Runtime> open();
    std::string bearer(runtime::Role role) const;
    std::vector<std::string> newKeys(std::size_t count);
    // Of tickets that nobody has scanned yet, from all over the table.
    std::vector<std::string> takeTokens(std::size_t count);

private:
    class Rows;
    void sellFirst();
    void copyFirst();
    void copyOrder(Rows& rows, const ticketing::Signer& signer, std::size_t number);

    const std::size_t tickets_;
    StderrLog log_{LogLevel::Warning};
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    runtime::DataFolder folder_;
    EventSetup event_;
    std::vector<std::string> tokens_;
};

} // namespace ace::server
