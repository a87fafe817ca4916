# Asks a test program for its cases and writes one add_test() for each.
execute_process(COMMAND ${EXE} --list OUTPUT_VARIABLE output RESULT_VARIABLE code)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${EXE} --list failed with ${code}")
endif()
string(STRIP "${output}" output)
string(REPLACE "\n" ";" cases "${output}")
set(text "")
get_filename_component(program ${EXE} NAME)
foreach(case ${cases})
    # CPPUNIT_TEST_FIXTURE calls it "ace::ticketing::refusesALateToken::TestBody".
    string(REGEX REPLACE "^.*::([^:]+)::TestBody$" "${program}.\\1" name "${case}")
    string(APPEND text "add_test([==[${name}]==] \"${EXE}\" \"${case}\")\n"
        "set_tests_properties([==[${name}]==] PROPERTIES TIMEOUT ${TIMEOUT} LABELS \"${LABELS}\" SKIP_RETURN_CODE 77)\n")
endforeach()
file(WRITE ${OUT} "${text}")
