# How a plugin is built, in our tree and out of it:
#   ace_add_plugin(NAME SOURCES a.cpp b.cpp LINK x)   -> NAME.so: one export, everything resolved when it is
#                                                        loaded, never unloaded
#   ace_check_plugin(NAME)                            a ctest "check.NAME" that runs ace-plugin-check on it
include_guard()

set(ACE_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(ace_add_plugin name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    if(NOT ARG_SOURCES OR ARG_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "ace_add_plugin(${name}): write ace_add_plugin(NAME SOURCES a.cpp LINK x)")
    endif()
    add_library(${name} MODULE ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES
        PREFIX "" BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "" INSTALL_RPATH_USE_LINK_PATH OFF
        CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
        CXX_VISIBILITY_PRESET hidden C_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_link_libraries(${name} PRIVATE ace::sdk ${ARG_LINK})
    target_link_options(${name} PRIVATE -Wl,--version-script=${ACE_PLUGIN_MAP} -Wl,--as-needed
        -Wl,-z,now -Wl,-z,relro -Wl,-z,nodelete)
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${ACE_PLUGIN_MAP})
    # What a sanitizer puts in is resolved by the program that loads the plugin.
    get_directory_property(link_options LINK_OPTIONS)
    if(NOT "${CMAKE_CXX_FLAGS} ${link_options}" MATCHES "-fsanitize=")
        target_link_options(${name} PRIVATE -Wl,-z,defs)
    endif()
    if(COMMAND ace_plugin_added) # what a project wants of each of its plugins
        ace_plugin_added(${name})
    endif()
endfunction()

function(ace_check_plugin name)
    add_test(NAME check.${name} COMMAND $<TARGET_FILE:ace::plugin-check> $<TARGET_FILE:${name}>)
    set_tests_properties(check.${name} PROPERTIES TIMEOUT 120)
endfunction()
