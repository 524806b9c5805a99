#include "services/finance/domain/validate.h"

#include "services/finance/domain/update_mask.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

bool TextOk(const std::string& text, size_t min, size_t max) {
  FieldErrors errors;
  ValidateText(text, min, max, "text", errors);
  return errors.empty();
}

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_TRUE(TextOk("Đề tài", 6, 6));
  EXPECT_FALSE(TextOk("Đề tài", 1, 5));
  EXPECT_TRUE(TextOk("", 0, 5));
  EXPECT_FALSE(TextOk("", 1, 5));
  EXPECT_FALSE(TextOk(" \n\t ", 1, 5));
  EXPECT_TRUE(TextOk("a\nb\tc", 1, 5));
}

TEST(Text, RefusesHostileBytes) {
  for (const std::string& bad :
       {std::string("\xff"), std::string("\xc0\xaf"), std::string("\xed\xa0\x80"),
        std::string("\xf4\x90\x80\x80"), std::string("\xe1\xbb"), std::string("\xe0\x80\xaf"),
        std::string("\xf8\x88\x80\x80\x80"), std::string("a\0b", 3), std::string("a\x1b[31m"),
        std::string("a\x7f"), std::string("a\r")}) {
    EXPECT_FALSE(TextOk(bad, 0, 100)) << bad;
  }
  EXPECT_TRUE(TextOk("\xf0\x9f\x8d\xaf", 1, 1));
}

TEST(Days, MustNotLieAheadNorBeforeTheStepBefore) {
  const absl::CivilDay today(2022, 10, 3);
  const auto check = [&](const google::type::Date& date, std::optional<absl::CivilDay> earliest) {
    FieldErrors errors;
    const auto day = ValidatePastDay(true, date, today, earliest, "day", errors);
    EXPECT_EQ(day.has_value(), errors.empty());
    return errors.empty();
  };
  EXPECT_TRUE(check(Date(2022, 10, 3), std::nullopt));
  EXPECT_FALSE(check(Date(2022, 10, 4), std::nullopt));
  EXPECT_TRUE(check(Date(2022, 10, 1), absl::CivilDay(2022, 10, 1)));
  EXPECT_FALSE(check(Date(2022, 9, 30), absl::CivilDay(2022, 10, 1)));
  google::type::Date partial;
  partial.set_year(2022);
  EXPECT_FALSE(check(partial, std::nullopt));
  FieldErrors errors;
  EXPECT_EQ(ValidatePastDay(false, {}, today, std::nullopt, "day", errors), today);
}

TEST(Documents, EveryBadFieldAtOnce) {
  v1::Document document;
  document.mutable_date()->set_year(2022);
  document.mutable_date()->set_month(13);
  document.mutable_date()->set_day(1);
  document.set_uri("javascript:alert(1)");
  FieldErrors errors;
  ValidateDocument(true, document, true, true, "basis", errors);
  EXPECT_THAT(errors.ToStatus(),
              HasBadFields(std::vector<std::string>{"basis.reference", "basis.date", "basis.uri"}));
  FieldErrors missing;
  ValidateDocument(false, {}, true, false, "basis", missing);
  EXPECT_THAT(missing.ToStatus(), HasBadFields(std::vector<std::string>{"basis"}));
}

TEST(TaxCodes, TenTenAndThreeOrTwelveDigits) {
  EXPECT_TRUE(IsTaxCode("5100123456"));
  EXPECT_TRUE(IsTaxCode("5100123456-001"));
  EXPECT_TRUE(IsTaxCode("001099012345"));
  for (const char* bad : {"", "510012345", "51001234567", "5100123456001", "5100123456-01",
                          "5100123456-0011", "510012345a", "5100123456 001", "٥١٠٠١"}) {
    EXPECT_FALSE(IsTaxCode(bad)) << bad;
  }
}

TEST(SourceAmounts, OfTheAgencyOnceEachInRange) {
  google::protobuf::RepeatedPtrField<v1::SourceAmount> amounts;
  *amounts.Add() = Amount(kState, 10);
  *amounts.Add() = Amount(kState, 0);
  *amounts.Add() = Amount("agencies/khac/fundingSources/x", 10);
  FieldErrors errors;
  ValidateSourceAmounts(amounts, 1, kAgency, "amounts", errors);
  EXPECT_THAT(errors.ToStatus(),
              HasBadFields(std::vector<std::string>{"amounts[1].source", "amounts[1].amount",
                                                    "amounts[2].source"}));
  EXPECT_EQ(*SumOf(amounts), 20);
  EXPECT_EQ(AmountOf(amounts, kState), 10);
  EXPECT_EQ(AmountOf(amounts, kOther), 0);
  FieldErrors none;
  ValidateSourceAmounts({}, 1, kAgency, "amounts", none);
  EXPECT_THAT(none.ToStatus(), HasBadFields(std::vector<std::string>{"amounts"}));
}

TEST(Timestamps, RoundTowardsThePast) {
  EXPECT_EQ(ToTimestamp(absl::FromUnixMicros(1'500'000)).nanos(), 500'000'000);
  EXPECT_EQ(ToTimestamp(absl::FromUnixMicros(-1)).seconds(), -1);
  EXPECT_EQ(ToTimestamp(absl::FromUnixMicros(-1)).nanos(), 999'999'000);
}

TEST(UpdateMask, NamesAllowedFieldsOnly) {
  v1::FundingSource source;
  source.set_display_name("Nguồn");
  source.set_etag("x");
  google::protobuf::FieldMask mask;
  EXPECT_THAT(*FieldsToUpdate(mask, {"display_name", "closed"}, source),
              ::testing::ElementsAre("display_name"));
  mask.add_paths("closed");
  EXPECT_THAT(*FieldsToUpdate(mask, {"display_name", "closed"}, source),
              ::testing::ElementsAre("closed"));
  for (const char* bad : {"kind", "*", "", "display_name.x", "Closed"}) {
    google::protobuf::FieldMask wrong;
    wrong.add_paths(bad);
    EXPECT_THAT(FieldsToUpdate(wrong, {"display_name", "closed"}, source),
                HasBadFields(std::vector<std::string>{"update_mask"}))
        << bad;
  }
  EXPECT_THAT(FieldsToUpdate({}, {"closed"}, source),
              HasBadFields(std::vector<std::string>{"update_mask"}));
}

TEST(UpdateMask, CopiesAndClears) {
  Scene scene;
  v1::Project from;
  from.set_title("Mới");
  *from.add_approved_amounts() = Amount(kState, 1);
  v1::Project to = scene.project;
  CopyFields({"title", "approved_amounts", "host"}, from, to);
  EXPECT_EQ(to.title(), "Mới");
  ASSERT_EQ(to.approved_amounts_size(), 1);
  EXPECT_FALSE(to.has_host());
  EXPECT_EQ(to.lead_unit(), kUnit);
}

}  // namespace
}  // namespace dondoc::finance
