// Every limit of the gateway, with its reason. What it shares with the other servers is in
// common/rpc/limits.h.
#pragma once

#include <cstddef>

#include "absl/time/time.h"

namespace dondoc::gateway {

// Calls under way at once, streams included. At some 10,000 calls a second, 100 ms of work: whoever
// comes later is served sooner by coming back.
inline constexpr int kMaxCallsInFlight = 1024;
// Of these, long-lived streams; as many as one replica of a service carries.
inline constexpr int kMaxStreams = 500;
// Streams of one subject: a few windows and scripts of one person.
inline constexpr int kMaxStreamsPerSubject = 32;

// Calls a second of one subject, and how many may come at once. A person's script never reaches
// it; a loop gone wild does. A flag raises it.
inline constexpr int kSubjectCallsPerSecond = 500;
inline constexpr int kSubjectBurst = 1000;
inline constexpr int kMaxSubjectCallsPerSecond = 1'000'000;
// Subjects the limiter remembers. Whoever has been quiet for a second or two needs no memory.
inline constexpr size_t kLimiterCapacity = 16384;

// How long the registry's word on a caller's roles is used to let a call through; the service
// decides again.
inline constexpr absl::Duration kRoleLife = absl::Seconds(30);
// How old it may be to refuse one: a role granted a moment ago must not be refused for half a
// minute.
inline constexpr absl::Duration kRoleRefusalLife = absl::Seconds(2);
// How long the registry is left alone after it failed to answer.
inline constexpr absl::Duration kRoleFailureLife = absl::Seconds(1);
// How long a call waits for its caller's roles before it goes on without them.
inline constexpr absl::Duration kRoleDeadline = absl::Milliseconds(500);
// Subjects whose roles are remembered, and calls that wait for roles at once.
inline constexpr size_t kRoleCacheCapacity = 16384;
inline constexpr int kMaxRoleWaiters = 512;

// Connections to one service. Calls fill the first one before the next is used, because one full
// connection costs less than several half empty ones: writes go out together.
inline constexpr int kConnectionsPerBackend = 8;
// Calls on one connection before the next one is used; a server takes
// rpc::kMaxStreamsPerConnection.
inline constexpr int kCallsPerConnection = 128;

// How long a call waits for a connection to its service. A service that was not there is looked for
// again after rpc::kMaxReconnectMs, give or take a fifth; the rest is for connecting. Not longer: a
// client that tries four times must hear of a service that stays away before its ten seconds are
// over.
inline constexpr absl::Duration kConnectWait = absl::Milliseconds(1500);
// Share of a call's time that it may wait so, for its caller to hear why it failed.
inline constexpr double kConnectWaitShare = 0.8;
// Calls that wait so for one service: a quarter of all there may be, so that a service that is away
// leaves room for the others. Whoever comes later fails at once.
inline constexpr int kMaxConnectWaits = kMaxCallsInFlight / 4;

// A binary header that we do not know is passed on up to this size.
inline constexpr size_t kMaxForwardedBinaryBytes = 1024;
// Headers passed on, in all.
inline constexpr int kMaxForwardedHeaders = 64;

// A stream that a service does not end is ended here: its own life of 30 minutes ± 10 %, and some.
inline constexpr absl::Duration kStreamBound = absl::Minutes(35);
// How long the end of a caller's stream of messages is held back: a broken connection ends it too,
// and that it broke is known a moment later only. A cut-off upload must not look complete.
inline constexpr absl::Duration kHalfCloseDelay = absl::Milliseconds(2);
// Share of a board's time that its services get, so that the answer still reaches the caller.
inline constexpr double kBoardServiceShare = 0.8;

// How often each service is asked whether it serves, and how long the answer may take.
inline constexpr absl::Duration kHealthInterval = absl::Seconds(1);
inline constexpr absl::Duration kHealthDeadline = absl::Seconds(1);

// When to come back: after overload, and after a service could not be reached.
inline constexpr absl::Duration kOverloadRetry = absl::Milliseconds(200);
inline constexpr absl::Duration kUnreachableRetry = absl::Seconds(1);

// Questions on one reflection stream: a tool asks for every file of every service once.
inline constexpr int kMaxReflectionQuestions = 1000;

// Log lines about failed calls, a second and at once; the rest is counted.
inline constexpr int kFailureLinesPerSecond = 50;
inline constexpr int kFailureLinesBurst = 200;

}  // namespace dondoc::gateway
