#include "services/finance/domain/ledger.h"

#include "services/finance/domain/money.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Account;
using v1::Dossier;
using v1::Entry;
using v1::Journal;

constexpr auto kInternal = absl::StatusCode::kInternal;

// Sum of debits less credits of a layer over the accounts the book changed.
int64_t Imbalance(const Book& book, bool posted) {
  int64_t sum = 0;
  for (const Account& account : book.Changed()) {
    sum += posted ? account.posted_debit_amount() - account.posted_credit_amount()
                  : account.reserved_debit_amount() - account.reserved_credit_amount();
  }
  return sum;
}

TEST(Accounts, IdsSayWhatTheyAre) {
  EXPECT_EQ(AccountName(YearAccount(Account::TREASURY, kState, 2022)),
            kAgency + "/accounts/treasury.snkh.2022");
  EXPECT_EQ(AccountName(ContractAccount(Account::ADVANCE_SETTLED, kState, kContract)),
            kAgency + "/accounts/advance-settled.c1.snkh");
}

TEST(Accounts, NamesReadBack) {
  for (int k = Account::TREASURY; k <= Account::Kind_MAX; ++k) {
    const auto kind = static_cast<Account::Kind>(k);
    const AccountKey key = IsYearAccount(kind) ? YearAccount(kind, kState, 2022)
                                               : ContractAccount(kind, kState, kContract);
    const auto read = KeyFromName(AccountName(key), kContract);
    ASSERT_THAT(read, Succeeds());
    EXPECT_EQ(*read, key) << Account::Kind_Name(kind);
  }
  // Another contract's account has no place in the journal of this one.
  EXPECT_THAT(KeyFromName(kAgency + "/accounts/advance.c2.snkh", kContract),
              Fails(kInternal, "UNBALANCED_JOURNAL"));
  EXPECT_THAT(KeyFromName(kAgency + "/accounts/treasury.snkh.x", kContract),
              Fails(kInternal, "UNBALANCED_JOURNAL"));
  EXPECT_THAT(KeyFromName("accounts", ""), Fails(kInternal, "UNBALANCED_JOURNAL"));
}

TEST(Book, ReservePostReverse) {
  Scene scene;
  Book& book = scene.book;
  const PaymentLines lines = Lines({Line(kState, 300), Line(kOther, 50)});
  ASSERT_THAT(book.Apply(ReserveJournal(Dossier::ADVANCE, kContract, lines, 2022)), Succeeds());
  EXPECT_EQ(book.Year(kState, 2022).available, 300);
  EXPECT_EQ(book.Year(kState, 2022).reserved, 300);
  EXPECT_EQ(book.Position(kContract, kState).reserved_advance, 300);
  EXPECT_EQ(book.Position(kContract, kState).disbursed(), 0);

  Journal post = PostJournal(Dossier::ADVANCE, kContract, lines, 2022);
  post.set_name(kAgency + "/journals/j2");
  ASSERT_THAT(book.Apply(post), Succeeds());
  EXPECT_EQ(book.Year(kState, 2022).available, 300);
  EXPECT_EQ(book.Year(kState, 2022).reserved, 0);
  EXPECT_EQ(book.Position(kContract, kState).advanced, 300);
  EXPECT_EQ(book.Position(kContract, kState).outstanding(), 300);
  EXPECT_EQ(book.Position(kContract, kOther).disbursed(), 50);

  const auto reversal = ReversalJournal(post);
  ASSERT_THAT(reversal, Succeeds());
  EXPECT_EQ(reversal->refers_to(), post.name());
  EXPECT_EQ(reversal->entries_size(), 4);  // The posted entries only.
  ASSERT_THAT(book.Apply(*reversal), Succeeds());
  EXPECT_EQ(book.Year(kState, 2022).available, 600);
  EXPECT_EQ(book.Position(kContract, kState).disbursed(), 0);
  EXPECT_EQ(Imbalance(book, /*posted=*/true), 0);
  EXPECT_EQ(Imbalance(book, /*posted=*/false), 0);
  // Nothing was taken off: both sides carry what happened.
  EXPECT_EQ(book.Get(ContractAccount(Account::ADVANCE, kState, kContract)).posted_debit_amount(),
            300);
  EXPECT_EQ(book.Get(ContractAccount(Account::ADVANCE, kState, kContract)).posted_credit_amount(),
            300);
}

TEST(Book, SettlingMovesAdvancesToExpenditureWithoutCash) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  scene.Pay(Dossier::VOLUME, {Line(kState, 40, 200)});
  const ContractPosition position = scene.book.Position(kContract, kState);
  EXPECT_EQ(position.advanced, 300);
  EXPECT_EQ(position.advance_settled, 200);
  EXPECT_EQ(position.outstanding(), 100);
  EXPECT_EQ(position.expenditure, 240);
  EXPECT_EQ(position.disbursed(), 340);
  EXPECT_EQ(scene.book.Year(kState, 2022).available, 260);
}

TEST(Book, ReleaseGivesEverythingBack) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  const PaymentLines lines = Lines({Line(kState, 10, 90)});
  ASSERT_THAT(scene.book.Apply(ReserveJournal(Dossier::VOLUME, kContract, lines, 2022)),
              Succeeds());
  EXPECT_EQ(scene.book.Position(kContract, kState).reserved_settle, 90);
  EXPECT_EQ(scene.book.Position(kContract, kState).reserved_payment, 10);
  const Journal release = ReleaseJournal(Journal::EXPIRE, Dossier::VOLUME, kContract, lines, 2022);
  EXPECT_EQ(release.kind(), Journal::EXPIRE);
  ASSERT_THAT(scene.book.Apply(release), Succeeds());
  const ContractPosition position = scene.book.Position(kContract, kState);
  EXPECT_EQ(position.reserved_payment, 0);
  EXPECT_EQ(position.reserved_settle, 0);
  EXPECT_EQ(scene.book.Year(kState, 2022).available, 300);
  // Twice is not possible: there is nothing left to take out.
  EXPECT_THAT(scene.book.Apply(release), Fails(kPrecondition, "LEDGER_LIMIT"));
}

TEST(Book, RefusesWhatDoesNotBalanceAndChangesNothing) {
  Scene scene;
  const auto before = scene.book.Changed();
  const auto refuse = [&](auto change) {
    Journal journal = EstimateJournal(kState, 2022, 10);
    change(journal);
    EXPECT_THAT(scene.book.Apply(journal), Fails(kInternal, "UNBALANCED_JOURNAL"));
  };
  refuse([](Journal& j) { j.mutable_entries(0)->set_amount(11); });
  refuse([](Journal& j) { j.mutable_entries(0)->set_side(Entry::CREDIT); });
  refuse([](Journal& j) { j.mutable_entries(0)->set_layer(Entry::RESERVED); });
  refuse([](Journal& j) { j.mutable_entries(0)->set_side(Entry::SIDE_UNSPECIFIED); });
  refuse([](Journal& j) { j.mutable_entries(0)->set_layer(Entry::LAYER_UNSPECIFIED); });
  refuse([](Journal& j) { j.mutable_entries()->RemoveLast(); });
  refuse([](Journal& j) { j.clear_entries(); });
  refuse([](Journal& j) {
    for (Entry& entry : *j.mutable_entries()) entry.set_amount(0);
  });
  refuse([](Journal& j) {
    for (Entry& entry : *j.mutable_entries()) entry.set_amount(-10);
  });
  refuse([](Journal& j) { j.mutable_entries(0)->set_account(kAgency + "/accounts/cash.a.b"); });
  refuse([](Journal& j) {
    const Entry entry = j.entries(0);
    for (int i = 0; i < kMaxEntries; ++i) *j.add_entries() = entry;
  });
  const auto after = scene.book.Changed();
  ASSERT_EQ(after.size(), before.size());
  for (size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].SerializeAsString(), before[i].SerializeAsString());
  }
}

TEST(Book, LastLineOfDefence) {
  Scene scene;
  // More than the year has.
  EXPECT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::ADVANCE, kContract, Lines({Line(kState, 601)}), 2022)),
              Fails(kPrecondition, "LEDGER_LIMIT"));
  // Settling what was never advanced.
  EXPECT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::VOLUME, kContract, Lines({Line(kState, 0, 1)}), 2022)),
              Fails(kPrecondition, "LEDGER_LIMIT"));
  // Posting without a reservation.
  EXPECT_THAT(
      scene.book.Apply(PostJournal(Dossier::ADVANCE, kContract, Lines({Line(kState, 1)}), 2022)),
      Fails(kPrecondition, "LEDGER_LIMIT"));
  // Lowering the estimate below what is set aside.
  ASSERT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::ADVANCE, kContract, Lines({Line(kState, 600)}), 2022)),
              Succeeds());
  EXPECT_THAT(scene.book.Apply(EstimateJournal(kState, 2022, -1)),
              Fails(kPrecondition, "LEDGER_LIMIT"));
  // Returning what was not paid.
  google::protobuf::RepeatedPtrField<v1::RecoveryLine> lines;
  lines.Add()->set_source(kOther);
  lines.Mutable(0)->set_advance_amount(1);
  EXPECT_THAT(scene.book.Apply(RecoveryJournal(kContract, lines, 2022)),
              Fails(kPrecondition, "LEDGER_LIMIT"));
}

TEST(Book, BalancesHaveACeiling) {
  Book book;
  for (int i = 0; i < 4; ++i) {
    ASSERT_THAT(book.Apply(EstimateJournal(kState, 2022, kMaxAmount)), Succeeds());
  }
  EXPECT_EQ(book.Year(kState, 2022).available, kMaxBalance);
  EXPECT_THAT(book.Apply(EstimateJournal(kState, 2022, 1)),
              Fails(absl::StatusCode::kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_EQ(book.Year(kState, 2022).available, kMaxBalance);
}

TEST(Book, CarryOverMovesBetweenYears) {
  Scene scene;
  ASSERT_THAT(scene.book.Apply(CarryOverJournal(kState, 2023, 250)), Succeeds());
  EXPECT_EQ(scene.book.Year(kState, 2022).available, 350);
  EXPECT_EQ(scene.book.Year(kState, 2023).available, 250);
  ASSERT_THAT(scene.book.Apply(CarryOverJournal(kState, 2023, -50)), Succeeds());
  EXPECT_EQ(scene.book.Year(kState, 2022).available, 400);
  EXPECT_EQ(scene.book.Year(kState, 2023).available, 200);
  EXPECT_THAT(scene.book.Apply(CarryOverJournal(kState, 2023, 401)),
              Fails(kPrecondition, "LEDGER_LIMIT"));
}

TEST(Book, RecoveryLeavesTheEstimateAlone) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  scene.Pay(Dossier::VOLUME, {Line(kState, 0, 100)});
  google::protobuf::RepeatedPtrField<v1::RecoveryLine> lines;
  lines.Add()->set_source(kState);
  lines.Mutable(0)->set_advance_amount(200);
  lines.Mutable(0)->set_expenditure_amount(30);
  ASSERT_THAT(scene.book.Apply(RecoveryJournal(kContract, lines, 2022)), Succeeds());
  const ContractPosition position = scene.book.Position(kContract, kState);
  EXPECT_EQ(position.outstanding(), 0);
  EXPECT_EQ(position.expenditure - position.expenditure_returned, 70);
  EXPECT_EQ(position.disbursed(), 300);  // What was paid stays paid.
  EXPECT_EQ(scene.book.Year(kState, 2022).available, 300);
}

TEST(Book, LoadedAccountsCountAndOnlyTouchedOnesChange) {
  Account stored = EmptyAccount(YearAccount(Account::TREASURY, kState, 2022));
  stored.set_posted_debit_amount(500);
  stored.set_entry_count(3);
  Book book;
  book.Load(stored);
  EXPECT_EQ(book.Year(kState, 2022).available, 500);
  EXPECT_TRUE(book.Changed().empty());
  ASSERT_THAT(book.Apply(EstimateJournal(kState, 2022, -100)), Succeeds());
  ASSERT_EQ(book.Changed().size(), 2u);
  EXPECT_EQ(book.Changed()[1].name(), stored.name());
  EXPECT_EQ(book.Changed()[1].entry_count(), 4);
  EXPECT_EQ(book.Year(kState, 2022).available, 400);
}

}  // namespace
}  // namespace dondoc::finance
