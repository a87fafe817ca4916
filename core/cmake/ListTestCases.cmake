# Asks a test program for its cases and writes one add_test() for each.
execute_process(COMMAND ${EXE} --list OUTPUT_VARIABLE output RESULT_VARIABLE code)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${EXE} --list failed with ${code}")
endif()
string(STRIP "${output}" output)
string(REPLACE "\n" ";" cases "${output}")
set(text "")
foreach(case ${cases})
    string(APPEND text "add_test([==[${case}]==] \"${EXE}\" \"${case}\")\n"
        "set_tests_properties([==[${case}]==] PROPERTIES TIMEOUT ${TIMEOUT} LABELS \"${LABELS}\" SKIP_RETURN_CODE 77)\n")
endforeach()
file(WRITE ${OUT} "${text}")
