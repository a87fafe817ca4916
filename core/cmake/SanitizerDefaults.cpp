// SPDX-License-Identifier: MIT
// In sanitized builds only: what the sanitizers are to leave alone in libraries that are not ours. The
// libraries are not instrumented, so the thread sanitizer does not see their reference counts.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_options();
extern "C" const char* __tsan_default_suppressions();

// fontconfig keeps a pattern of its own until the end of the program.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }

// Poco's server hands sockets and its stop event from thread to thread by counted references.
extern "C" const char* __tsan_default_suppressions()
{
    return "race:Poco::Net::TCPServer::run\n"
           "race:Poco::Delegate\n";
}
