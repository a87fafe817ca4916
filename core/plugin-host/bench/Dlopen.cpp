// SPDX-License-Identifier: MIT
// Loads a library and ends: the least that trying one in a process of its own can cost.
#include <dlfcn.h>

int main(int count, char** arguments)
{
    return count == 2 && ::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL) ? 0 : 1;
}
