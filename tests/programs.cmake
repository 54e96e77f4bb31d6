# Mattermost: the program against the simulated server; and that server
# against Mattermost's own client (Node, installed by npm at test time).
find_program(PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON)
    add_test(NAME sim_mattermost
        COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/sim/test_mattermost.py
                --careerbot $<TARGET_FILE:careerbot> --pack ${PACK_FILE})
    add_test(NAME sim_mattermost_client
        COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/sim/check_client.py
                ${CMAKE_CURRENT_BINARY_DIR}/mattermost_client)
    set_tests_properties(sim_mattermost sim_mattermost_client PROPERTIES
        TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()

# The command line and `careerbot run` as their users meet them.
if(PYTHON)
    foreach(script cli run)
        add_test(NAME script_${script}
            COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_${script}.py
                    $<TARGET_FILE:careerbot> ${PACK_FILE})
        set_tests_properties(script_${script} PROPERTIES TIMEOUT 300)
    endforeach()
    add_test(NAME script_setup
        COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_setup.py
                ${PROJECT_SOURCE_DIR})
endif()

# The chat page in a real browser, against the real program.
find_program(PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON)
    add_test(NAME browser_chat
        COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/browser/test_chat.py
                --careerbot $<TARGET_FILE:careerbot> --pack ${PACK_FILE}
                --screenshots ${CMAKE_BINARY_DIR}/screenshots)
    set_tests_properties(browser_chat PROPERTIES
        TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
