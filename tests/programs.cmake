# Mattermost: the program against the simulated server; and that server
# against Mattermost's own client (Node, installed by npm at test time).
# python.sh skips where Debian's Python is not installed.
set(PYTHON sh ${CMAKE_CURRENT_SOURCE_DIR}/python.sh)
add_test(NAME sim_mattermost
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/sim/test_mattermost.py
            --careerbot $<TARGET_FILE:careerbot> --pack ${PACK_FILE})
add_test(NAME sim_mattermost_client
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/sim/check_client.py
            ${CMAKE_CURRENT_BINARY_DIR}/mattermost_client)
# A language model that answers well, badly, slowly and never.
add_test(NAME sim_model
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/sim/test_model.py
            --careerbot $<TARGET_FILE:careerbot> --pack ${PACK_FILE})
set_tests_properties(sim_mattermost sim_mattermost_client sim_model PROPERTIES
    TIMEOUT 300 SKIP_RETURN_CODE 77)

# The command line, `careerbot run` and `careerbot update` as their users meet
# them.
foreach(script cli run update)
    add_test(NAME script_${script}
        COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_${script}.py
                $<TARGET_FILE:careerbot> ${PACK_FILE})
    set_tests_properties(script_${script} PROPERTIES TIMEOUT 300
        SKIP_RETURN_CODE 77)
endforeach()
# careerbot eval, and where ../shared is there its figures against score.py.
add_test(NAME script_eval
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_eval.py
            $<TARGET_FILE:careerbot> ${PACK_FILE} ${SHARED_DIR})
set_tests_properties(script_eval PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
# What a question may cost at most; builds that are not optimised are slower.
if(CAREERBOT_SANITIZE)
    set(cost_scale 10)
elseif(CMAKE_BUILD_TYPE MATCHES "Rel")
    set(cost_scale 1)
else()
    set(cost_scale 5)
endif()
add_test(NAME script_cost
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_cost.py
            $<TARGET_FILE:careerbot> ${PACK_FILE} ${cost_scale})
set_tests_properties(script_cost PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77)
# careerbot build on real files of publishers, where ../shared is there.
add_test(NAME script_publishers
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_publishers.py
            $<TARGET_FILE:careerbot-build> ${PROJECT_SOURCE_DIR} ${SHARED_DIR})
set_tests_properties(script_publishers PROPERTIES TIMEOUT 1200
    SKIP_RETURN_CODE 77)
add_test(NAME script_setup
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/test_setup.py
            ${PROJECT_SOURCE_DIR})
add_test(NAME script_sentences
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/check_sentences.py
            ${PROJECT_SOURCE_DIR})
add_test(NAME script_pages
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/check_pages.py
            ${PROJECT_SOURCE_DIR})
add_test(NAME script_simplified
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/scripts/check_simplified.py
            $<TARGET_FILE:careerbot-build> ${PACK_FILE})
set_tests_properties(script_setup script_sentences script_pages
    script_simplified PROPERTIES SKIP_RETURN_CODE 77)

# The chat page in a real browser, against the real program.
add_test(NAME browser_chat
    COMMAND ${PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/browser/test_chat.py
            --careerbot $<TARGET_FILE:careerbot> --pack ${PACK_FILE}
            --screenshots ${CMAKE_BINARY_DIR}/screenshots)
set_tests_properties(browser_chat PROPERTIES
    TIMEOUT 300 SKIP_RETURN_CODE 77)
