// What every program of the suite settles before it starts a thread.
#pragma once

namespace dondoc {

// Call first in main. Sets what the libraries of this process do for all of its threads:
//
// - OpenSSL does not tidy itself up at exit. It would take away the keys of its per-thread state
//   while gRPC's threads still use it, and each of these would then end without freeing its own.
// - Abseil's search for lock cycles, which Debian builds in, is off: gRPC's own locks spend a tenth
//   of a call's time in it.
void PrepareProcess();

}  // namespace dondoc
