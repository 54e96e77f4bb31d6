# Writes the files of page/ as one C file:
#   cmake -D PAGE=FOLDER -D OUTPUT=FILE.c -P page.cmake
# The page names its script and style with a checksum, so that a browser may
# keep them for ever and still never mixes two versions.
function(bytes_of variable hex)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(............................................................)"
           "\\1\n" bytes "${bytes}")
    set(${variable} "${bytes}" PARENT_SCOPE)
endfunction()

set(code "/* Written by page.cmake. */\n#include \"web_page.h\"\n\n")
set(table "")
set(count 0)
function(add_file path type cache hex)
    bytes_of(bytes "${hex}")
    string(LENGTH "${hex}" digits)
    math(EXPR len "${digits} / 2")
    string(APPEND code
           "static const unsigned char file_${count}[] = {\n${bytes}\n};\n\n")
    string(APPEND table "    {\"${path}\", \"${type}\", {\"${cache}\", NULL}, "
           "file_${count}, ${len}},\n")
    math(EXPR next "${count} + 1")
    set(code "${code}" PARENT_SCOPE)
    set(table "${table}" PARENT_SCOPE)
    set(count ${next} PARENT_SCOPE)
endfunction()

file(READ "${PAGE}/index.html" html)
foreach(name chat.js words.js chat.css)
    file(READ "${PAGE}/${name}" hex HEX)
    file(SHA256 "${PAGE}/${name}" sum)
    string(SUBSTRING "${sum}" 0 12 sum)
    string(REPLACE "\"${name}\"" "\"${name}?${sum}\"" html "${html}")
    if(name MATCHES "js$")
        set(type "text/javascript; charset=utf-8")
    else()
        set(type "text/css; charset=utf-8")
    endif()
    add_file("/${name}" "${type}"
             "Cache-Control: public, max-age=31536000, immutable" "${hex}")
endforeach()
string(HEX "${html}" hex)
add_file("/" "text/html; charset=utf-8" "Cache-Control: no-cache" "${hex}")

file(WRITE "${OUTPUT}" "${code}const struct page_file page_files[] = {\n"
     "${table}};\nconst size_t page_file_count = ${count};\n")
