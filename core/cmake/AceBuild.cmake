# How Ace Tickets builds: compiler settings and the functions that make our targets.
#   ace_add_library(base SOURCES a.cpp PUBLIC x PRIVATE y)       core/base -> target ace_base, alias ace::base
#   ace_add_program(ace-gate SOURCES main.cpp LINK ace::kit)      -> build/<preset>/bin
#   ace_add_plugin(payment-cash SOURCES Cash.cpp LINK y)          -> build/<preset>/lib/ace/plugins
#   ace_add_tests(base-tests LABELS unit SOURCES t.cpp LINK z)    every case becomes its own ctest
#   ace_embed(target NAME symbol FILES a.sql b.sql)               files as data inside a target

include(CheckCXXCompilerFlag)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(ACE_PLUGIN_DIR ${CMAKE_BINARY_DIR}/lib/ace/plugins)

find_program(ACE_CCACHE ccache)
if(ACE_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${ACE_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${ACE_CCACHE})
endif()

add_library(ace_warnings INTERFACE)
target_compile_options(ace_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Werror
    -Wno-maybe-uninitialized) # g++ 12 sees an empty std::optional as a read of its value (GCC bug 80635)
set(ACE_UNITY_WARNINGS -Wno-subobject-linkage) # not in a header, as g++ has to think of a file in a unit
if(CMAKE_UNITY_BUILD)
    target_compile_options(ace_warnings INTERFACE ${ACE_UNITY_WARNINGS})
endif()

set(ACE_SANITIZE "" CACHE STRING "Sanitizers for every target, as in -fsanitize=")
if(ACE_SANITIZE)
    add_compile_options(-fsanitize=${ACE_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${ACE_SANITIZE})
endif()

# What a user needs, without the tests; and what ./ace bench needs.
add_custom_target(ace-product)
add_custom_target(ace-benches)

# A test target depends on these, so that a preset can build only what its labels need.
foreach(label unit story device server browser gui cluster vm bench threads)
    add_custom_target(ace-tests-${label})
endforeach()

function(ace_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    set(target ace_${name})
    if(ARG_SOURCES)
        add_library(${target} STATIC ${ARG_SOURCES})
        target_include_directories(${target} PUBLIC include PRIVATE src)
        target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ace_warnings ${ARG_PRIVATE})
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE include)
        target_link_libraries(${target} INTERFACE ${ARG_PUBLIC})
    endif()
    add_library(ace::${name} ALIAS ${target})
endfunction()

function(ace_set_sanitizer_defaults program)
    if(ACE_SANITIZE)
        target_sources(${program} PRIVATE ${PROJECT_SOURCE_DIR}/core/cmake/SanitizerDefaults.cpp)
    endif()
endfunction()

function(ace_add_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ace_warnings ${ARG_LINK})
    ace_set_sanitizer_defaults(${name})
    add_dependencies(ace-product ${name})
endfunction()

# By the SDK's own rules (core/sdk/package/AceAddPlugin.cmake); this is what our tree adds to them.
function(ace_plugin_added name)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${ACE_PLUGIN_DIR})
    target_link_libraries(${name} PRIVATE ace_warnings)
    set_property(GLOBAL APPEND PROPERTY ACE_PLUGINS ${name})
    add_dependencies(ace-product ${name})
endfunction()
include(${CMAKE_CURRENT_LIST_DIR}/../sdk/package/AceAddPlugin.cmake)

function(ace_add_tests name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS;NEEDS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    if(NOT CMAKE_UNITY_BUILD)
        # Half of what a test takes to compile is its headers: a few files are one unit here too.
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 5)
        target_compile_options(${name} PRIVATE ${ACE_UNITY_WARNINGS})
    endif()
    target_link_libraries(${name} PRIVATE ace_warnings ace::test-main ${ARG_LINK})
    if(ACE_SANITIZE)
        target_compile_options(${name} PRIVATE -O0) # half the compile time; what is tested keeps its -O1
    endif()
    ace_set_sanitizer_defaults(${name})
    target_include_directories(${name} PRIVATE src)
    target_compile_definitions(${name} PRIVATE
        ACE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ACE_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}"
        ACE_PLUGIN_DIR="${ACE_PLUGIN_DIR}" ACE_BIN_DIR="${CMAKE_BINARY_DIR}/bin"
        ACE_BUILD_DIR="${CMAKE_BINARY_DIR}")
    if(ARG_NEEDS)
        add_dependencies(${name} ${ARG_NEEDS})
    endif()
    foreach(label ${ARG_LABELS})
        if(TARGET ace-tests-${label})
            add_dependencies(ace-tests-${label} ${name})
        endif()
    endforeach()
    set(cases ${CMAKE_CURRENT_BINARY_DIR}/${name}.cases.cmake)
    add_custom_command(TARGET ${name} POST_BUILD VERBATIM BYPRODUCTS ${cases}
        COMMAND ${CMAKE_COMMAND} -DEXE=$<TARGET_FILE:${name}> -DOUT=${cases} "-DLABELS=${ARG_LABELS}"
            -DTIMEOUT=${ARG_TIMEOUT} -P ${PROJECT_SOURCE_DIR}/core/cmake/ListTestCases.cmake)
    # A program that this preset does not build has no list of cases; its tests are then not part of the run.
    set(include ${CMAKE_CURRENT_BINARY_DIR}/${name}.include.cmake)
    file(WRITE ${include} "include(\"${cases}\" OPTIONAL)\n")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${include})
endfunction()

function(ace_embed target)
    cmake_parse_arguments(ARG "" "NAME" "FILES" ${ARGN})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${ARG_NAME}.cpp)
    list(TRANSFORM ARG_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]") # a full path stays
    set(script ${PROJECT_SOURCE_DIR}/core/cmake/EmbedFiles.cmake)
    add_custom_command(OUTPUT ${out} DEPENDS ${ARG_FILES} ${script} VERBATIM
        COMMAND ${CMAKE_COMMAND} -DNAME=${ARG_NAME} -DOUT=${out} "-DFILES=${ARG_FILES}" -P ${script})
    target_sources(${target} PRIVATE ${out})
    set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# The content of files in 16 hexadecimal digits; CMake runs again when one changes.
function(ace_hash_files out)
    set(digests "")
    foreach(file ${ARGN})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(SHA256 ${file} digest)
        string(APPEND digests ${digest})
    endforeach()
    string(SHA256 digest "${digests}")
    string(SUBSTRING ${digest} 0 16 digest)
    set(${out} ${digest} PARENT_SCOPE)
endfunction()

# An optional part that this machine cannot build: one line now, and a table at the end.
function(ace_skip what why)
    message(STATUS "Skipping ${what}: ${why}")
    set_property(GLOBAL APPEND PROPERTY ACE_SKIPPED "${what}: ${why}")
endfunction()

function(ace_report_skipped)
    get_property(skipped GLOBAL PROPERTY ACE_SKIPPED)
    if(skipped)
        list(JOIN skipped "\n    " table)
        message(STATUS "Not built on this machine:\n    ${table}")
    endif()
endfunction()
