// SPDX-License-Identifier: MIT
// The library that TakesALibraryAlong needs.
extern "C" __attribute__((visibility("default"))) const char* aceTestCompanion();

const char* aceTestCompanion() { return "It lies beside the plugin."; }
