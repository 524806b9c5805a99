// Every limit at the door of a server, with its reason.
#pragma once

#include <cstddef>

#include "absl/time/time.h"

#include "dondoc/access.pb.h"

namespace dondoc::rpc {

// Largest message taken, gRPC's own default: what is larger travels in chunks.
inline constexpr int kMaxMessageBytes = 4 * 1024 * 1024;
// Metadata of one call: a token of at most 8 KiB and some headers.
inline constexpr int kMaxMetadataBytes = 16 * 1024;
// Calls at once on one connection; the C++ server sets no limit of its own (300 of 300 were
// carried in a test).
inline constexpr int kMaxStreamsPerConnection = 256;
// Longest status message sent, percent-encoded (a Vietnamese letter takes up to 9 bytes), and
// longest details before base64 makes them a third longer: both travel in trailers, which receivers
// limit to 8 KiB in all.
inline constexpr size_t kMaxStatusMessageBytes = 2 * 1024;
inline constexpr size_t kMaxStatusDetailsBytes = 4 * 1024;
// Longest value in ErrorInfo.metadata that is sent.
inline constexpr size_t kMaxErrorMetadataBytes = 200;

// Reads that wait for an executor thread. At some 20,000 point reads a second, 50 ms of work.
inline constexpr int kMaxWaitingReads = 1024;
// Threads that run reads, each with its own connection. SQLite reads are short and the machines
// small: more threads only fight for the same cores.
inline constexpr int kReadThreads = 2;
// Threads that serve watch streams and heavy reads, apart from the quick ones.
inline constexpr int kBulkThreads = 1;
inline constexpr int kMaxWaitingBulk = 256;

// Upper bounds by deadline class; a call without a deadline gets the bound.
inline constexpr absl::Duration kReadDeadline = absl::Seconds(10);
inline constexpr absl::Duration kWriteDeadline = absl::Seconds(30);
inline constexpr absl::Duration kBulkDeadline = absl::Seconds(30);

// The bound of a class; infinite for streams, which end by kStreamLife.
inline absl::Duration DeadlineOf(DeadlineClass deadline_class) {
  switch (deadline_class) {
    case WRITE:
      return kWriteDeadline;
    case BULK:
      return kBulkDeadline;
    case STREAM:
      return absl::InfiniteDuration();
    default:
      return kReadDeadline;
  }
}

// Watch streams end after this, ± 10 %, so that load spreads over new replicas.
inline constexpr absl::Duration kStreamLife = absl::Minutes(30);
// A silent watch says it lives.
inline constexpr absl::Duration kStreamHeartbeat = absl::Seconds(10);
// How long a stopping server waits for streams to end by themselves before it breaks off writes
// that nobody takes.
inline constexpr absl::Duration kStreamStopGrace = absl::Seconds(1);
// How often a replica looks for changes that others committed.
inline constexpr absl::Duration kFeedPoll = absl::Milliseconds(200);
// Watch streams at once on one replica.
inline constexpr int kMaxStreams = 500;
// Agencies one stream may name: every department of a country several times over, in a request of
// some 1.5 MiB.
inline constexpr int kMaxWatchedAgencies = 10000;
// Changes in one message, and bytes after which a message is sent early: half the message limit.
inline constexpr int kMaxChangesPerMessage = 100;
inline constexpr size_t kMaxFeedMessageBytes = kMaxMessageBytes / 2;

// Documents being uploaded at once: each may hold its whole document in memory.
inline constexpr int kMaxUploads = 32;

// Bytes that all uploads of a server hold at once: four documents of the largest kind. A piece that
// finds no room ends its upload as overload.
inline constexpr int64_t kMaxUploadBytesHeld = int64_t{256} << 20;

// Keepalive: clients ping every 30 s, servers allow one every 20 s. The server's minimum must be
// below the client's interval, or it answers ENHANCE_YOUR_CALM and drops the connection.
inline constexpr int kClientKeepaliveMs = 30000;
inline constexpr int kServerMinPingIntervalMs = 20000;
inline constexpr int kKeepaliveTimeoutMs = 10000;
// A server that is not there is looked for again this often: at first, and at most. gRPC's own
// bound of two minutes would leave a restarted service unused for as long.
inline constexpr int kFirstReconnectMs = 50;
inline constexpr int kMaxReconnectMs = 1000;
// One attempt to connect, TLS included, takes at most this.
inline constexpr int kConnectTimeoutMs = 5000;
// Connections are renewed after this, ± 10 % by gRPC itself, so that clients find new replicas.
inline constexpr int kMaxConnectionAgeMs = 30 * 60 * 1000;
inline constexpr int kMaxConnectionAgeGraceMs = 60 * 1000;

// How long a stopping server waits for its calls.
inline constexpr absl::Duration kDrainDeadline = absl::Seconds(10);
// After this a stopping server is ended: a call that never finishes must not hold the process.
inline constexpr absl::Duration kDrainWatchdog = absl::Seconds(30);

// Filters: conditions joined by AND, and bytes in all.
inline constexpr int kMaxFilterConditions = 10;
inline constexpr size_t kMaxFilterBytes = 2000;
// Page tokens are small; a longer one is not ours.
inline constexpr size_t kMaxPageTokenBytes = 2000;

}  // namespace dondoc::rpc
