// How many notices a second the reader reads on one core, from the bytes of a file to the draft,
// and how its time grows with the text.
//   reader_bench FILE...   (default: the sample notice)
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"

#include "common/calendar/calendar.h"
#include "common/calendar/official_tables.h"
#include "tests/unit/reader/read_bytes.h"
#include "tests/unit/reader/sample_directory.h"

namespace dondoc::registry {
namespace {

constexpr char kSample[] = "tests/data/notices/mau-thong-bao-ket-luan.txt";

std::string Contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void Read(benchmark::State& state, const std::string& bytes) {
  const auto calendar = *calendar::Calendar::Create(calendar::OfficialTables());
  const ReaderDirectory directory = SampleDirectory();
  int64_t tasks = 0;
  for (auto _ : state) {
    const auto draft = ReadBytes(bytes, "bench", directory, &calendar, {});
    if (!draft.ok()) {
      state.SkipWithError(std::string(draft.status().message()).c_str());
      return;
    }
    tasks = draft->tasks_size();
    benchmark::DoNotOptimize(tasks);
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
  state.counters["tasks"] = static_cast<double>(tasks);
}

// The sample repeated: cost per byte must stay what it is.
void ReadLong(benchmark::State& state) {
  const std::string sample = Contents(kSample);
  std::string text;
  while (text.size() < static_cast<size_t>(state.range(0))) text += sample;
  Read(state, text);
}
BENCHMARK(ReadLong)
    ->Arg(1 << 20)
    ->Arg(1 << 22)
    ->Arg(1 << 24)
    ->Arg((1 << 26) - (1 << 13))
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dondoc::registry

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty()) files.emplace_back(dondoc::registry::kSample);
  for (const std::string& file : files) {
    benchmark::RegisterBenchmark(file.c_str(), [file](benchmark::State& state) {
      dondoc::registry::Read(state, dondoc::registry::Contents(file));
    });
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
