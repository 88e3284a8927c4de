# SPDX-License-Identifier: Apache-2.0
# How Counterbell's targets are made. One INTERFACE target carries the flags, one static library stands for
# each folder and finds its own sources, and each tests/**/tst_*.cpp is an executable of its own.

add_library(counterbell_flags INTERFACE)
target_include_directories(counterbell_flags INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(counterbell_flags INTERFACE -Wall -Wextra -Wshadow=local -Wnon-virtual-dtor -Woverloaded-virtual -fcoroutines)
if(COUNTERBELL_SANITIZE)
  target_compile_options(counterbell_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(counterbell_flags INTERFACE -fsanitize=address,undefined)
endif()
find_program(COUNTERBELL_MOLD mold)
if(COUNTERBELL_MOLD)
  target_link_options(counterbell_flags INTERFACE -fuse-ld=mold)
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/version.h.in" "${PROJECT_BINARY_DIR}/generated/counterbell_version.h")

# What every Qt target shares: strict strings, signals without keywords, no deprecated calls.
add_library(counterbell_qt_flags INTERFACE)
target_link_libraries(counterbell_qt_flags INTERFACE counterbell_flags Qt6::Core)
target_compile_definitions(counterbell_qt_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# One precompiled header for every Qt target.
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/counterbell_qt_pch.cpp" CONTENT "")
add_library(counterbell_qt_pch STATIC "${PROJECT_BINARY_DIR}/generated/counterbell_qt_pch.cpp")
target_link_libraries(counterbell_qt_pch PRIVATE counterbell_qt_flags tl::expected QCoro6::Core)
target_precompile_headers(counterbell_qt_pch PRIVATE
  <QtCore> <tl/expected.hpp> <qcorotask.h>
  <algorithm> <array> <chrono> <deque> <functional> <map> <memory> <optional> <span> <string> <tuple> <utility> <variant> <vector>)

# Another for the console, whose every file paints or lays out.
if(TARGET Qt6::Widgets)
  add_library(counterbell_ui_pch STATIC "${PROJECT_BINARY_DIR}/generated/counterbell_qt_pch.cpp")
  target_link_libraries(counterbell_ui_pch PRIVATE counterbell_qt_flags tl::expected Qt6::Widgets)
  target_precompile_headers(counterbell_ui_pch PRIVATE
    <QtWidgets> <tl/expected.hpp>
    <algorithm> <array> <chrono> <deque> <functional> <map> <memory> <optional> <span> <string> <tuple> <utility> <variant> <vector>)
endif()

# counterbell_library(name LINKS …): a static library of every source in this folder, written in Qt.
function(counterbell_library name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "*.cpp" "*.h")
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC counterbell_qt_flags tl::expected QCoro6::Core ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(${name} REUSE_FROM counterbell_qt_pch)
endfunction()

# counterbell_ui_library(name LINKS …): the same for a folder of the console.
function(counterbell_ui_library name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "*.cpp" "*.h")
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC counterbell_qt_flags tl::expected Qt6::Widgets core_api ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(${name} REUSE_FROM counterbell_ui_pch)
endfunction()

# Where CTest's own PostgreSQL says how to reach it (tests/support/postgres).
set(COUNTERBELL_TEST_POSTGRES "${CMAKE_BINARY_DIR}/tests/postgres")

# Whether a file includes, itself or by other headers of tests/, the database that a test works on.
function(counterbell_uses_test_database file out)
  get_property(known GLOBAL PROPERTY "counterbell_database_${file}")
  if("${known}" STREQUAL "")
    set(known FALSE)
    if(file MATCHES "tests/support/postgres/test_database.h$")
      set(known TRUE)
    elseif(EXISTS "${file}")
      file(STRINGS "${file}" lines REGEX "^#include \"tests/")
      foreach(line IN LISTS lines)
        string(REGEX REPLACE "^#include \"([^\"]+)\".*" "${PROJECT_SOURCE_DIR}/\\1" header "${line}")
        counterbell_uses_test_database("${header}" known)
        if(known)
          break()
        endif()
      endforeach()
    endif()
    set_property(GLOBAL PROPERTY "counterbell_database_${file}" ${known})
  endif()
  set(${out} ${known} PARENT_SCOPE)
endfunction()

# counterbell_tests(LINKS …): one CTest test for each tst_*.cpp of this folder.
# LABELS are CTest labels, TIMEOUT is in seconds. UI says that they are the console's. What works on a database is run
# twice: on SQLite, and as NAME@postgres on the server that CTest starts for it.
function(counterbell_tests)
  cmake_parse_arguments(ARG "UI" "TIMEOUT;PREFIX" "LINKS;LABELS" ${ARGN})
  set(pch counterbell_qt_pch)
  set(base_links QCoro6::Core)
  if(ARG_UI)
    set(pch counterbell_ui_pch)
    set(base_links Qt6::Widgets)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  file(RELATIVE_PATH here "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REPLACE "/" "_" prefix "${here}")
  file(GLOB sources CONFIGURE_DEPENDS "tst_*.cpp")
  foreach(source IN LISTS sources)
    get_filename_component(base "${source}" NAME_WE)
    string(REPLACE "tst_" "" base "${base}")
    set(target "tst_${prefix}_${base}")
    add_executable(${target} "${source}")
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${target} PRIVATE counterbell_qt_flags Qt6::Test tl::expected ${base_links} ${ARG_LINKS})
    target_compile_definitions(${target} PRIVATE
      COUNTERBELL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" COUNTERBELL_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    target_precompile_headers(${target} REUSE_FROM ${pch})
    # What is about PostgreSQL alone says so on a line of its own, and isn't run without.
    file(STRINGS "${source}" needs_server REGEX "^// PostgreSQL alone\\.")
    # Leaks are not counted: a coroutine that waits for a socket when a test ends is never resumed, and QCoro has no
    # way to cancel it.
    set(environment "QT_QPA_PLATFORM=offscreen;ASAN_OPTIONS=detect_leaks=0:abort_on_error=1;UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1")
    if(NOT needs_server)
      add_test(NAME "${here}/${base}" COMMAND ${target})
      set_tests_properties("${here}/${base}" PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "${environment}")
    endif()
    counterbell_uses_test_database("${source}" uses_database)
    if(uses_database)
      target_link_libraries(${target} PRIVATE test_database)
      if(NOT COUNTERBELL_SANITIZE)
        add_test(NAME "${here}/${base}@postgres" COMMAND ${target})
        set_tests_properties("${here}/${base}@postgres" PROPERTIES TIMEOUT ${ARG_TIMEOUT}
          LABELS "${ARG_LABELS};postgres" FIXTURES_REQUIRED postgres ENVIRONMENT
          "${environment};COUNTERBELL_TEST_STORE=postgres;COUNTERBELL_TEST_POSTGRES=${COUNTERBELL_TEST_POSTGRES}/url")
      endif()
    endif()
  endforeach()
endfunction()
