#include "common/rpc/names.h"

#include <random>

#include "gtest/gtest.h"

namespace dondoc::rpc {
namespace {

TEST(NamesTest, AgencyOfName) {
  EXPECT_EQ(AgencyOfName("agencies/so-khcn"), "agencies/so-khcn");
  EXPECT_EQ(AgencyOfName("agencies/so-khcn/tasks/1"), "agencies/so-khcn");
  EXPECT_EQ(AgencyOfName("agencies/so-khcn/"), "agencies/so-khcn");
  for (const char* bad :
       {"", "agencies", "agencies/", "agencies//tasks/1", "agencies/So", "x/a", "/agencies/a",
        "agencies/-a", "agencies/a b", "agencies/a\n", "agencies/à", " agencies/a"}) {
    EXPECT_EQ(AgencyOfName(bad), "") << bad;
  }
  EXPECT_EQ(AgencyOfName("agencies/" + std::string(63, 'a')).size(), 72);
  EXPECT_EQ(AgencyOfName("agencies/" + std::string(64, 'a')), "");
}

TEST(NamesTest, ParseChildTakesIdsAndOfficeNumbers) {
  const auto id =
      ParseChild("name", "agencies/a/tasks/01890a5d-ac96-774b-bcce-b302099a8057", "tasks");
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(id->agency, "agencies/a");
  EXPECT_EQ(id->id, "01890a5d-ac96-774b-bcce-b302099a8057");
  const auto number = ParseChild("name", "agencies/a/tasks/NV-2022-0012", "tasks");
  ASSERT_TRUE(number.ok());
  EXPECT_EQ(number->id, "NV-2022-0012");
}

TEST(NamesTest, ParseChildNamesTheField) {
  for (const char* bad : {"", "agencies/a", "agencies/a/tasks", "agencies/a/tasks/",
                          "agencies/a/units/x", "agencies/a/tasks/x/y", "agencies/a/tasks/Nv-1",
                          "agencies/a/tasks/x y", "agencies/a/taskss/x", "agencies/A/tasks/x"}) {
    const auto child = ParseChild("task.name", bad, "tasks");
    EXPECT_EQ(ReasonOf(child.status()), "INVALID_FIELD") << bad;
    ASSERT_EQ(BadRequestOf(child.status()).field_violations_size(), 1);
    EXPECT_EQ(BadRequestOf(child.status()).field_violations(0).field(), "task.name");
  }
}

TEST(NamesTest, CheckChildOfRefusesAnotherAgency) {
  FieldErrors errors;
  CheckChildOf("a", "agencies/a/units/x", "units", "agencies/a", errors);
  EXPECT_TRUE(errors.empty());
  CheckChildOf("b", "agencies/b/units/x", "units", "agencies/a", errors);
  CheckChildOf("c", "junk", "units", "agencies/a", errors);
  const auto bad = BadRequestOf(errors.ToStatus());
  ASSERT_EQ(bad.field_violations_size(), 2);
  EXPECT_EQ(bad.field_violations(0).field(), "b");
  EXPECT_EQ(bad.field_violations(1).field(), "c");
}

TEST(NamesTest, NewIdsStartWithALetter) {
  for (const char* id : {"a", "so-khcn", "p1"}) {
    FieldErrors errors;
    CheckNewId("id", id, errors);
    EXPECT_TRUE(errors.empty()) << id;
  }
  for (const std::string& id : {std::string(), std::string("1a"), std::string("A"),
                                std::string("a-"), std::string("a_b"), std::string(64, 'a')}) {
    FieldErrors errors;
    CheckNewId("id", id, errors);
    EXPECT_FALSE(errors.empty()) << id;
  }
}

TEST(NamesTest, MakeChildAndLastSegment) {
  EXPECT_EQ(MakeChild("agencies/a", "tasks", "x"), "agencies/a/tasks/x");
  EXPECT_EQ(LastSegment("agencies/a/tasks/x"), "x");
  EXPECT_EQ(LastSegment("x"), "x");
  EXPECT_EQ(LastSegment(""), "");
}

TEST(NamesTest, RandomBytesAreParsedOrRefused) {
  std::mt19937_64 random(7);
  const std::string alphabet = "agencies/tasks-NV0\n\xff\xc3";
  for (int i = 0; i < 20000; ++i) {
    std::string name = i % 2 == 0 ? "agencies/a/tasks/" : "";
    for (size_t n = random() % 20; n > 0; --n) name += alphabet[random() % alphabet.size()];
    const auto child = ParseChild("name", name, "tasks");
    if (child.ok()) {
      EXPECT_EQ(MakeChild(child->agency, "tasks", child->id), name);
    }
  }
}

}  // namespace
}  // namespace dondoc::rpc
