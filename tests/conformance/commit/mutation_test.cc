// One mutation and its neighbours: effects once, or nothing at all.
#include <atomic>
#include <future>

#include "common/base/status_macros.h"
#include "common/commit/limits.h"
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

using ::absl::StatusCode;

const std::string kB = "agencies/b";

using MutationTest = CommitTest;

TEST_P(MutationTest, LeavesItsRowsItsChangeItsAnswerAndOneRevision) {
  Note response;
  const auto committed = Do(Write(kA, "một", &response, NewRequestId()));
  ASSERT_OK(committed);
  EXPECT_EQ(committed->revision, 1);
  EXPECT_FALSE(committed->repeated);
  EXPECT_EQ(response.agency(), "một");
  EXPECT_EQ(Notes(kA), 1);
  EXPECT_EQ(Answers(), 1);
  EXPECT_EQ(HeadOf(kA).revision, 1);
  const auto changes = Changes(kA);
  ASSERT_EQ(changes.size(), 1);
  EXPECT_EQ(changes[0].method(), "test.Notes/Write");
  EXPECT_EQ(changes[0].actor(), kA + "/officers/van-a");
  EXPECT_EQ(changes[0].correlation_id(), "c-1");
  EXPECT_EQ(changes[0].cursor().incarnation(), queue_->incarnation());
  EXPECT_FALSE(changes[0].has_before());
  Note after;
  ASSERT_TRUE(changes[0].after().UnpackTo(&after));
  EXPECT_EQ(after.agency(), "một");
  EXPECT_EQ(absl::FromUnixSeconds(changes[0].commit_time().seconds()), kStart);
  EXPECT_FALSE(changes[0].business_date_pinned());
  EXPECT_EQ(changes[0].business_date().year(), 2022);
  EXPECT_EQ(changes[0].business_date().month(), 8);
  EXPECT_EQ(changes[0].business_date().day(), 9);
  ExpectWhole(kA);
}

TEST_P(MutationTest, RevisionsAreDenseAndPerAgency) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Do(Write(kA, "a", nullptr))->revision, i + 1);
    if (i % 2 == 0) {
      EXPECT_EQ(Do(Write(kB, "b", nullptr))->revision, i / 2 + 1);
    }
  }
  ExpectWhole(kA);
  ExpectWhole(kB);
  EXPECT_EQ(HeadOf(kA).revision, 5);
  EXPECT_EQ(HeadOf(kB).revision, 3);
  EXPECT_NE(HeadOf(kA).hash, HeadOf(kB).hash);
}

TEST_P(MutationTest, OrdinalsBeforeAndAfter) {
  Note old_note, new_note;
  old_note.set_agency("cũ");
  new_note.set_agency("mới");
  ASSERT_OK(Do(Make(kA, [&](WriteContext& write) {
    write.Record(kA + "/notes/created", nullptr, &new_note);
    write.Record(kA + "/notes/changed", &old_note, &new_note);
    write.Record(kA + "/notes/deleted", &old_note, nullptr);
    return absl::OkStatus();
  })));
  const auto changes = Changes(kA);
  ASSERT_EQ(changes.size(), 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(changes[i].cursor().revision(), 1);
    EXPECT_EQ(changes[i].cursor().ordinal(), i + 1);
    EXPECT_EQ(changes[i].has_before(), i != 0);
    EXPECT_EQ(changes[i].has_after(), i != 2);
  }
  EXPECT_EQ(changes[0].previous_hash(), std::string(32, '\0'));
  EXPECT_EQ(changes[1].previous_hash(), changes[0].cursor().hash());
  EXPECT_EQ(changes[2].previous_hash(), changes[1].cursor().hash());
  ExpectWhole(kA);
}

TEST_P(MutationTest, AFailingBodyLeavesNothing) {
  ASSERT_OK(Do(Write(kA, "first", nullptr, NewRequestId())));
  const Head before = HeadOf(kA);
  const std::string id = NewRequestId();
  EXPECT_ERROR(Do(Make(
                   kA,
                   [](WriteContext& write) -> absl::Status {
                     RETURN_IF_ERROR(InsertNote(write, "lost"));
                     return Error(StatusCode::kFailedPrecondition, "WRONG_STATE", {"no", "không"});
                   },
                   nullptr, id)),
               StatusCode::kFailedPrecondition, "WRONG_STATE");
  EXPECT_EQ(Notes(kA), 1);
  EXPECT_EQ(Answers(), 1);
  EXPECT_EQ(HeadOf(kA).revision, before.revision);
  EXPECT_EQ(HeadOf(kA).hash, before.hash);
  // A failure is not an answer: the same id may try again.
  const auto again = Do(Write(kA, "second", nullptr, id));
  ASSERT_OK(again);
  EXPECT_FALSE(again->repeated);
  EXPECT_EQ(again->revision, 2);
  ExpectWhole(kA);
}

TEST_P(MutationTest, AFailureHiddenInDeferredSqlCounts) {
  EXPECT_ERROR(Do(Make(kA,
                       [](WriteContext& write) -> absl::Status {
                         RETURN_IF_ERROR(InsertNote(write, "lost"));
                         write.tx().ExecuteDeferred(
                             "INSERT INTO notes (agency, id, note) VALUES ($1, 'x', 'forbidden')",
                             {kA});
                         return absl::OkStatus();
                       })),
               StatusCode::kFailedPrecondition, "SQL_CHECK");
  EXPECT_EQ(Notes(kA), 0);
  EXPECT_EQ(HeadOf(kA).revision, 0);
}

TEST_P(MutationTest, ABodyThatSwallowsAnSqlErrorStillFails) {
  EXPECT_ERROR(Do(Make(kA,
                       [](WriteContext& write) -> absl::Status {
                         RETURN_IF_ERROR(InsertNote(write, "lost"));
                         write.tx()
                             .Execute("INSERT INTO notes (agency, id, note) VALUES ($1, 'x', $2)",
                                      {kA, "forbidden"})
                             .IgnoreError();
                         return absl::OkStatus();
                       })),
               StatusCode::kFailedPrecondition, "SQL_CHECK");
  EXPECT_EQ(Notes(kA), 0);
}

// Holds the committer in one mutation while others gather, so that they share the next batch.
class BatchTest : public CommitTest {
 protected:
  void Hold(const std::string& agency) {
    auto entered = std::make_shared<std::promise<void>>();
    auto inside = entered->get_future();
    auto gate = std::make_shared<std::shared_future<void>>(gate_.get_future());
    queue_->Submit(Make(agency, [entered, gate, once = true](WriteContext&) mutable {
      if (std::exchange(once, false)) {
        entered->set_value();
        gate->wait();
      }
      return absl::OkStatus();
    }));
    inside.wait();
  }
  void Release() { gate_.set_value(); }
  // Submits; the result is in `results_[index]` once Drain returned.
  void Submit(std::unique_ptr<Mutation> mutation) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<Committed>>>();
    results_.push_back(promise->get_future());
    mutation->done = [promise](absl::StatusOr<Committed> committed) {
      promise->set_value(std::move(committed));
    };
    queue_->Submit(std::move(mutation));
  }
  absl::StatusOr<Committed> Result(int index) { return results_[index].get(); }

  std::promise<void> gate_;
  std::vector<std::future<absl::StatusOr<Committed>>> results_;
};

TEST_P(BatchTest, PoisonInOneDoesNotHurtItsNeighbours) {
  Hold(kA);
  for (int i = 0; i < 20; ++i) {
    const std::string agency = i % 4 == 3 && !is_postgres() ? kB : kA;
    if (i % 5 == 2) {
      Submit(Make(agency, [](WriteContext& write) -> absl::Status {
        RETURN_IF_ERROR(InsertNote(write, "lost"));
        return write.tx().Execute("INSERT INTO no_such_table (x) VALUES (1)").status();
      }));
    } else if (i % 5 == 4) {
      Submit(Make(agency, [](WriteContext& write) -> absl::Status {
        return InsertNote(write, "forbidden");
      }));
    } else {
      Submit(Write(agency, "kept", nullptr, NewRequestId()));
    }
  }
  Release();
  int kept = 0;
  for (int i = 0; i < 20; ++i) {
    const auto result = Result(i);
    if (i % 5 == 2) {
      EXPECT_ERROR(result, StatusCode::kInternal, "SQL_STATEMENT");
    } else if (i % 5 == 4) {
      EXPECT_ERROR(result, StatusCode::kFailedPrecondition, "SQL_CHECK");
    } else {
      EXPECT_TRUE(result.ok()) << result.status();
      ++kept;
    }
  }
  EXPECT_EQ(kept, 12);
  EXPECT_EQ(Notes(kA) + Notes(kB), kept);
  EXPECT_EQ(HeadOf(kA).revision + HeadOf(kB).revision, kept);
  ExpectWhole(kA);
  ExpectWhole(kB);
}

TEST_P(BatchTest, OneThatTheStoreNeverTakesDoesNotHoldUpItsNeighbours) {
  Hold(kA);
  int runs = 0;
  Submit(Write(kA, "kept", nullptr));
  Submit(Make(kA, [&runs](WriteContext&) -> absl::Status {
    ++runs;
    return Error(StatusCode::kAborted, "SQL_SERIALIZATION", {"again", "lại"});
  }));
  Submit(Write(kA, "kept", nullptr));
  Release();
  EXPECT_TRUE(Result(0).ok());
  EXPECT_ERROR(Result(1), StatusCode::kUnavailable, "STORAGE_BUSY");
  EXPECT_TRUE(Result(2).ok());
  EXPECT_EQ(runs, 2 * kMaxTries);
  EXPECT_EQ(Notes(kA), 2);
  ExpectWhole(kA);
}

TEST_P(BatchTest, SeesTheEffectsOfThoseBefore) {
  Hold(kA);
  std::vector<int64_t> seen(6, -1);
  for (int i = 0; i < 6; ++i) {
    Submit(Make(kA, [&seen, i](WriteContext& write) -> absl::Status {
      ASSIGN_OR_RETURN(const auto count, write.tx().QueryInt("SELECT COUNT(*) FROM notes"));
      seen[i] = *count;
      return InsertNote(write, "one");
    }));
  }
  Release();
  for (int i = 0; i < 6; ++i) {
    ASSERT_OK(Result(i));
    EXPECT_EQ(seen[i], i);
  }
}

TEST_P(BatchTest, StillWantedCancelsOneThatWaitsNeverOneThatHasBegun) {
  Hold(kA);
  std::atomic<bool> gone{false};
  bool ran = false;
  auto waiting = Make(kA, [&ran](WriteContext&) {
    ran = true;
    return absl::OkStatus();
  });
  waiting->still_wanted = [&gone] {
    return gone ? absl::CancelledError("gone") : absl::OkStatus();
  };
  Submit(std::move(waiting));
  gone = true;
  std::atomic<bool> gone_later{false};
  auto begun = Make(kA, [&gone_later](WriteContext& write) {
    gone_later = true;  // The caller leaves while it runs.
    return InsertNote(write, "kept");
  });
  begun->still_wanted = [&gone_later] {
    return gone_later ? absl::CancelledError("gone") : absl::OkStatus();
  };
  Submit(std::move(begun));
  Release();
  EXPECT_EQ(Result(0).status().code(), StatusCode::kCancelled);
  EXPECT_FALSE(ran);
  EXPECT_TRUE(Result(1).ok());
  EXPECT_EQ(Notes(kA), 1);
}

TEST_P(MutationTest, ValidateOnlyAnswersAndKeepsNothing) {
  Note response;
  auto mutation = Write(kA, "draft", &response);
  mutation->validate_only = true;
  const auto committed = Do(std::move(mutation));
  ASSERT_OK(committed);
  EXPECT_EQ(response.agency(), "draft");
  EXPECT_EQ(Notes(kA), 0);
  EXPECT_EQ(Answers(), 0);
  EXPECT_EQ(HeadOf(kA).revision, 0);
  auto bad = Make(kA, [](WriteContext& write) { return InsertNote(write, "forbidden"); });
  bad->validate_only = true;
  EXPECT_ERROR(Do(std::move(bad)), StatusCode::kFailedPrecondition, "SQL_CHECK");
  // The next one is not disturbed.
  EXPECT_EQ(Do(Write(kA, "kept", nullptr))->revision, 1);
}

TEST_P(MutationTest, AnEmptyMutationTakesNoRevision) {
  Note response;
  auto body = [&](WriteContext&) {
    response.set_agency("unchanged");
    return absl::OkStatus();
  };
  const std::string id = NewRequestId();
  ASSERT_OK(Do(Make(kA, body, &response, id)));
  EXPECT_EQ(HeadOf(kA).revision, 0);
  // It is an answer all the same.
  const auto again = Do(Make(kA, body, &response, id));
  ASSERT_OK(again);
  EXPECT_TRUE(again->repeated);
}

TEST_P(MutationTest, TooManyOrTooLargeChangesAreRefusedWhole) {
  EXPECT_ERROR(Do(Make(kA,
                       [](WriteContext& write) {
                         for (int i = 0; i <= kMaxChangesPerMutation; ++i) {
                           write.Record({absl::StrCat(kA, "/notes/", i), "t", "", "x"});
                         }
                         return absl::OkStatus();
                       })),
               StatusCode::kResourceExhausted, "TOO_MANY_CHANGES");
  EXPECT_ERROR(
      Do(Make(kA,
              [](WriteContext& write) {
                write.Record({kA + "/notes/x", "t", "", std::string(kMaxChangeBytes, 'x')});
                return absl::OkStatus();
              })),
      StatusCode::kResourceExhausted, "CHANGE_TOO_LARGE");
  EXPECT_EQ(HeadOf(kA).revision, 0);
  ASSERT_OK(Do(Make(kA, [](WriteContext& write) {
    for (int i = 0; i < kMaxChangesPerMutation; ++i) {
      write.Record({absl::StrCat(kA, "/notes/", i), "t", "", "x"});
    }
    return absl::OkStatus();
  })));
  EXPECT_EQ(HeadOf(kA).ordinal, kMaxChangesPerMutation);
  ExpectWhole(kA);
}

TEST_P(MutationTest, APinnedBusinessDayMarksItsChanges) {
  BusinessDay pinned(clock_, absl::CivilDay(2021, 12, 31));
  auto queue = CommitQueue::Create(*database_, clock_, pinned, ids_, {});
  ASSERT_TRUE(queue.ok());
  ASSERT_OK((*queue)->Run(Write(kA, "x", nullptr)));
  const auto changes = Changes(kA);
  ASSERT_EQ(changes.size(), 1);
  EXPECT_TRUE(changes[0].business_date_pinned());
  EXPECT_EQ(changes[0].business_date().year(), 2021);
}

DONDOC_ON_EVERY_ENGINE(MutationTest);
DONDOC_ON_EVERY_ENGINE(BatchTest);

}  // namespace
}  // namespace dondoc::commit
