# How a plugin is built, in our tree and out of it:
#   ace_add_plugin(NAME SOURCES a.cpp b.cpp LINK x)   -> NAME.so: one export, everything resolved when it is
#                                                        loaded, never unloaded; C++20 or the newer one of
#                                                        CMAKE_CXX_STANDARD
#   ace_check_plugin(NAME [SETTINGS check.json])      a ctest "check.NAME" that runs ace-plugin-check on it, in a
#                                                        folder of its own; SETTINGS: what open() gets
include_guard()

set(ACE_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

# Whether what is compiled in this folder gets a sanitizer.
function(ace_has_sanitizer result)
    get_directory_property(compile_options COMPILE_OPTIONS)
    get_directory_property(link_options LINK_OPTIONS)
    set(${result} FALSE PARENT_SCOPE)
    if("${CMAKE_CXX_FLAGS} ${compile_options} ${link_options}" MATCHES "-fsanitize=")
        set(${result} TRUE PARENT_SCOPE)
    endif()
endfunction()

function(ace_add_plugin name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    if(NOT ARG_SOURCES OR ARG_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "ace_add_plugin(${name}): write ace_add_plugin(NAME SOURCES a.cpp LINK x)")
    endif()
    add_library(${name} MODULE ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES
        PREFIX "" BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "" INSTALL_RPATH_USE_LINK_PATH OFF
        CXX_EXTENSIONS OFF
        CXX_VISIBILITY_PRESET hidden C_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_compile_features(${name} PRIVATE cxx_std_20)
    target_link_libraries(${name} PRIVATE ace::sdk ${ARG_LINK})
    target_link_options(${name} PRIVATE -Wl,--version-script=${ACE_PLUGIN_MAP} -Wl,--as-needed
        -Wl,-z,now -Wl,-z,relro -Wl,-z,nodelete)
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${ACE_PLUGIN_MAP})
    # What a sanitizer puts in is resolved by the program that loads the plugin.
    ace_has_sanitizer(sanitized)
    if(NOT sanitized)
        target_link_options(${name} PRIVATE -Wl,-z,defs)
    endif()
    if(COMMAND ace_plugin_added) # what a project wants of each of its plugins
        ace_plugin_added(${name})
    endif()
endfunction()

function(ace_check_plugin name)
    cmake_parse_arguments(ARG "" "SETTINGS" "" ${ARGN})
    set(settings)
    if(ARG_SETTINGS)
        get_filename_component(file ${ARG_SETTINGS} ABSOLUTE)
        set(settings --settings ${file})
    endif()
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/check.${name})
    file(MAKE_DIRECTORY ${folder})
    # The installed program has no sanitizer; in our own tree it is built as the plugin is.
    set(installed FALSE)
    if(TARGET ace::plugin-check)
        get_target_property(installed ace::plugin-check IMPORTED)
    endif()
    ace_has_sanitizer(sanitized)
    if(installed AND sanitized)
        add_test(NAME check.${name} COMMAND ${CMAKE_COMMAND} -E echo
            "SKIP: ace-plugin-check has no sanitizer, so it cannot load ${name}.so, which has one. Check a build without.")
        set_tests_properties(check.${name} PROPERTIES SKIP_REGULAR_EXPRESSION "^SKIP: ")
        return()
    endif()
    add_test(NAME check.${name} WORKING_DIRECTORY ${folder}
        COMMAND $<TARGET_FILE:ace::plugin-check> ${settings} $<TARGET_FILE:${name}>)
    set_tests_properties(check.${name} PROPERTIES TIMEOUT 120)
endfunction()
