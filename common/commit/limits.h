// Every limit of the write path, with its reason.
#pragma once

#include <cstddef>

#include "absl/time/time.h"

namespace dondoc::commit {

// Mutations in one transaction. One fsync serves all of them; measured, the rate is flat beyond 64
// while the wait of the first grows.
inline constexpr int kMaxBatch = 64;
// Mutations that wait for a committer. At some 10,000 a second this is a tenth of a second of work:
// more would only wait to be late.
inline constexpr int kMaxWaiting = 1024;
// Runs of one batch before its callers are told to try again: 40001, 40P01 and lost connections
// pass within a few tries or not at all.
inline constexpr int kMaxTries = 5;
// First pause between tries; doubles, with full jitter.
inline constexpr absl::Duration kFirstBackoff = absl::Milliseconds(5);
// When the queue is full, callers come back after this.
inline constexpr absl::Duration kOverloadRetry = absl::Milliseconds(200);
// How long first answers are kept, and how old a UUIDv7 request id may be: a repeat cannot arrive
// after its answer has gone and be taken for a new request.
inline constexpr absl::Duration kRequestRetention = absl::Hours(7 * 24);
// How far ahead of our clock a UUIDv7 request id may be.
inline constexpr absl::Duration kRequestClockSkew = absl::Minutes(10);
// Expired first answers removed at most per batch and agency, so that no batch stalls on
// housekeeping: as many as a full batch adds, so that the table cannot outgrow its retention.
inline constexpr int kExpirePerBatch = 64;
// How often an agency's expired answers are looked for.
inline constexpr absl::Duration kExpireInterval = absl::Minutes(1);
// Change rows of one mutation. A notice of 1,000 tasks gives 1,001.
inline constexpr int kMaxChangesPerMutation = 2000;
// Largest change (a resource before and after): a feed message carries at least one, within half
// the message limit of 4 MiB.
inline constexpr size_t kMaxChangeBytes = size_t{2} << 20;
// Changes read per slice by watchers and verifiers.
inline constexpr int kReadSlice = 100;
// Changes checked by one VerifyChain call: about a second.
inline constexpr int kVerifySlice = 50000;
// Changes a verification holds in memory at once.
inline constexpr int kVerifyChunk = 500;

}  // namespace dondoc::commit
