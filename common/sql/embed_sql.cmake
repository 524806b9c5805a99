# cmake -DTARGET=name -DDIRECTORY=dir -DOUT=dir -P embed_sql.cmake: writes OUT/name.cc and
# OUT/dondoc_schema/name.h from the files NNNN_name.sql of DIRECTORY. Fails on any other name, on a
# gap and on a number used twice, so that a mistake is found when building, not when starting.
file(GLOB scripts ${DIRECTORY}/*.sql)
list(SORT scripts)
set(expected 0)
set(rows "")
foreach(script ${scripts})
  get_filename_component(file ${script} NAME)
  if(NOT file MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.sql$")
    message(FATAL_ERROR "${script}: migrations are named NNNN_name.sql")
  endif()
  set(digits ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  string(REGEX REPLACE "^0+" "" version "${digits}")
  math(EXPR expected "${expected} + 1")
  if(NOT "${version}" STREQUAL "${expected}")
    message(FATAL_ERROR "${script}: expected number ${expected}")
  endif()
  # As hexadecimal, then as escapes: CMake's own text reading would stumble over ; [ ] and \.
  file(READ ${script} hex HEX)
  string(LENGTH "${hex}" length)
  set(literal "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${hex}" ${at} 64 line)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" line "${line}")
    string(APPEND literal "\n     \"${line}\"")
    math(EXPR at "${at} + 64")
  endwhile()
  if(literal STREQUAL "")
    message(FATAL_ERROR "${script} is empty")
  endif()
  math(EXPR bytes "${length} / 2")
  string(APPEND rows "    {${version}, \"${name}\", absl::string_view(${literal},\n     ${bytes})},\n")
endforeach()

set(header "// Made from ${TARGET}'s migrations; do not edit.
#pragma once

#include \"absl/types/span.h\"
#include \"common/sql/migrations.h\"

namespace dondoc::schema {
absl::Span<const sql::Migration> ${TARGET}();
}  // namespace dondoc::schema
")
set(source "// Made from ${TARGET}'s migrations; do not edit.
#include \"dondoc_schema/${TARGET}.h\"

namespace dondoc::schema {
namespace {
constexpr sql::Migration kMigrations[] = {
${rows}};
}  // namespace
absl::Span<const sql::Migration> ${TARGET}() { return kMigrations; }
}  // namespace dondoc::schema
")
file(MAKE_DIRECTORY ${OUT}/dondoc_schema)
file(WRITE ${OUT}/dondoc_schema/${TARGET}.h "${header}")
file(WRITE ${OUT}/${TARGET}.cc "${source}")
