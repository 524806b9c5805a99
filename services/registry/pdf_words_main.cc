// dondoc-pdf-words: a PDF on standard input, its words with their places on standard output
// (formats/pdf_words_format.h), and the ruled lines of its pages. A program of its own because a
// PDF library may crash, loop or eat the memory on a hostile file; it gives up its rights before it
// looks at the first byte.

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <fontconfig/fontconfig.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_raster.h"
#include "services/registry/formats/pdf_words_format.h"

namespace dondoc::registry {
namespace {

// The largest PDF allowed, poppler's tables of it and the words of a page; notices need a tenth.
constexpr rlim_t kMaxMemoryBytes = rlim_t{384} << 20;
// Seconds of processor time; 2,000 pages take some four, and their pictures kMaxPictureSeconds.
constexpr rlim_t kMaxCpuSeconds = 15;
// Of these, so much may go to pictures of pages, which show their ruled lines: some 5 ms a page,
// but a page with large photographs takes a hundred times that. Pages behind have words alone.
constexpr double kMaxPictureSeconds = 6;
// Points of a page's longer side that is drawn; posters are left to their words.
constexpr double kMaxPicturePoints = 2400;
constexpr double kPointsPerInch = 72;
// Standard three, and the tables of character sets that poppler opens one at a time.
constexpr rlim_t kMaxDescriptors = 16;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Sanitizers reserve terabytes of address space.
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

bool SetLimit(__rlimit_resource resource, rlim_t value) {
  const rlimit limit{value, value};
  return setrlimit(resource, &limit) == 0;
}

bool LockDown() {
  // Whoever asked has gone: nobody reads the answer.
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         (!kLimitMemory || SetLimit(RLIMIT_AS, kMaxMemoryBytes)) &&
         SetLimit(RLIMIT_CPU, kMaxCpuSeconds) && SetLimit(RLIMIT_FSIZE, 0) &&
         SetLimit(RLIMIT_NOFILE, kMaxDescriptors) && SetLimit(RLIMIT_CORE, 0);
}

// Words and rules are the same whatever fonts a machine has. To look for them, fontconfig would
// read every font where its cache is old, and write the cache, which the limits above forbid.
bool LeaveTheMachinesFontsAlone() { return FcConfigSetCurrent(FcConfigCreate()) == FcTrue; }

// Reads standard input to its end; false where it is longer than allowed or cannot be read.
bool ReadInput(poppler::byte_array& bytes) {
  // Grown by doubling, a vector would hold three times the file at the worst moment.
  constexpr size_t kPiece = size_t{1} << 20;
  size_t size = 0;
  while (true) {
    bytes.resize(size + kPiece);
    const ssize_t count = read(STDIN_FILENO, bytes.data() + size, kPiece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    size += static_cast<size_t>(count);
    if (size > kMaxDocumentBytes) return false;
    if (count == 0) break;
  }
  bytes.resize(size);
  return true;
}

// A box turned so that words run from left to right.
struct Box {
  double left, top, right, bottom;
};

// `rotation` quarter turns clockwise, of what stands on a page of this size.
Box Upright(const poppler::rectf& box, int rotation, double width, double height) {
  switch (rotation) {
    case 1:
      return {box.top(), width - box.right(), box.bottom(), width - box.left()};
    case 2:
      return {width - box.right(), height - box.bottom(), width - box.left(), height - box.top()};
    case 3:
      return {height - box.bottom(), box.left(), height - box.top(), box.right()};
    default:
      return {box.left(), box.top(), box.right(), box.bottom()};
  }
}

long Units(double points) {
  if (!std::isfinite(points)) return 0;
  const double limit = kMaxPdfPoints;
  return std::lround(std::clamp(points, -limit, limit) * kPdfUnitsPerPoint);
}

// The direction most of the words have: wide tables are set sideways on upright pages.
int RotationOf(const std::vector<poppler::text_box>& words) {
  std::array<size_t, 4> counts{};
  for (const auto& word : words) ++counts[static_cast<size_t>(word.rotation()) % 4];
  return static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

double CpuSeconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

// Draws pages to see their ruled lines.
class RuleFinder {
 public:
  RuleFinder() {
    renderer_.set_render_hints(0);
    renderer_.set_image_format(poppler::image::format_gray8);
  }

  // Of a page as it is shown, a pixel a point.
  RasterRules Find(const poppler::page& page, double width, double height) {
    if (spent_ > kMaxPictureSeconds || std::max(width, height) > kMaxPicturePoints) return {};
    const double begun = CpuSeconds();
    const poppler::image image = renderer_.render_page(&page, kPointsPerInch, kPointsPerInch);
    RasterRules rules;
    if (image.is_valid() && image.format() == poppler::image::format_gray8) {
      rules = FindRules({reinterpret_cast<const uint8_t*>(image.const_data()), image.width(),
                         image.height(), static_cast<size_t>(image.bytes_per_row())},
                        kMaxPdfRules);
    }
    spent_ += CpuSeconds() - begun;
    return rules;
  }

 private:
  poppler::page_renderer renderer_;
  double spent_ = 0;
};

class Writer {
 public:
  bool full() const { return words_ > kMaxPdfWords || bytes_ > kMaxPdfWordsBytes; }

  void Start() { Line("%s\n", kPdfWordsFirstLine); }

  void Page(const poppler::page& page) {
    const std::vector<poppler::text_box> words =
        page.text_list(poppler::page::text_list_include_font);
    const poppler::rectf rect = page.page_rect();
    const int rotation = RotationOf(words);
    double width = rect.width(), height = rect.height();
    const auto orientation = page.orientation();
    if (orientation == poppler::page::landscape || orientation == poppler::page::seascape) {
      std::swap(width, height);
    }
    const bool sideways = rotation % 2 == 1;
    Line("page %ld %ld\n", Units(sideways ? height : width), Units(sideways ? width : height));
    for (const poppler::text_box& word : words) {
      // Other directions are stamps and watermarks.
      if (word.rotation() != rotation) continue;
      Word(word, Upright(word.bbox(), rotation, width, height));
      if (full()) return;
    }
    // A page without words is a picture, and has no table of ours.
    if (!words.empty()) Rules(page, rotation, width, height);
  }

  void End(int pages) { Line("end %d\n", pages); }

 private:
  template <typename... Values>
  void Line(const char* format, Values... values) {
    const int count = std::printf(format, values...);
    if (count > 0) bytes_ += static_cast<size_t>(count);
  }

  void Text(std::string_view text) {
    bytes_ += std::fwrite(text.data(), 1, text.size(), stdout);
    Line("\n");
  }

  void Rules(const poppler::page& page, int rotation, double width, double height) {
    const RasterRules rules = rule_finder_.Find(page, width, height);
    const auto write = [&](double left, double top, double right, double bottom) {
      const Box box =
          Upright(poppler::rectf(left, top, right - left, bottom - top), rotation, width, height);
      if (box.bottom == box.top) {
        Line("across %ld %ld %ld\n", Units(box.top), Units(box.left), Units(box.right));
      } else {
        Line("down %ld %ld %ld\n", Units(box.left), Units(box.top), Units(box.bottom));
      }
    };
    for (const RasterRule& rule : rules.across) write(rule.begin, rule.at, rule.end, rule.at);
    for (const RasterRule& rule : rules.down) write(rule.at, rule.begin, rule.at, rule.end);
  }

  int FontOf(const poppler::text_box& word) {
    if (!word.has_font_info()) return -1;
    std::string name = word.get_font_name();
    if (name.size() > kMaxPdfFontNameBytes) name.resize(kMaxPdfFontNameBytes);
    const auto found = fonts_.find(name);
    if (found != fonts_.end()) return found->second;
    const int number = static_cast<int>(fonts_.size());
    if (number >= kMaxPdfFonts) return -1;
    fonts_.emplace(name, number);
    Line("font %d %zu:", number, name.size());
    Text(name);
    return number;
  }

  void Word(const poppler::text_box& word, const Box& box) {
    const poppler::byte_array utf8 = word.text().to_utf8();
    const int font = FontOf(word);
    for (size_t begin = 0; begin < utf8.size();) {
      size_t end = std::min(utf8.size(), begin + kMaxPdfWordBytes);
      // Not inside a character.
      while (end < utf8.size() && end > begin + 1 && (utf8[end] & 0xC0) == 0x80) --end;
      const bool last = end == utf8.size();
      ++words_;
      Line("word %ld %ld %ld %ld %d %d %zu:", Units(box.left), Units(box.top), Units(box.right),
           Units(box.bottom), font, last && word.has_space_after() ? 1 : 0, end - begin);
      Text(std::string_view(utf8.data() + begin, end - begin));
      begin = end;
    }
  }

  RuleFinder rule_finder_;
  std::map<std::string, int> fonts_;
  size_t words_ = 0;
  size_t bytes_ = 0;
};

int Run() {
  poppler::byte_array bytes;
  if (!ReadInput(bytes)) return kPdfWordsTooLarge;
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return kPdfWordsBroken;
  if (document->is_locked()) return kPdfWordsEncrypted;
  const int pages = document->pages();
  if (pages <= 0) return kPdfWordsBroken;
  if (pages > kMaxPages) return kPdfWordsTooManyPages;
  Writer writer;
  writer.Start();
  for (int i = 0; i < pages; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    // A page that cannot be read must not go missing silently.
    if (!page) return kPdfWordsBroken;
    writer.Page(*page);
    if (writer.full()) return kPdfWordsTooManyWords;
  }
  writer.End(pages);
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 ? kPdfWordsOk : kPdfWordsBroken;
}

}  // namespace
}  // namespace dondoc::registry

int main(int argc, char**) {
  using namespace dondoc::registry;
  if (argc != 1) {
    std::fputs("dondoc-pdf-words: a PDF on standard input, its words on standard output\n", stderr);
    return kPdfWordsUsage;
  }
  if (!LockDown() || !LeaveTheMachinesFontsAlone()) return kPdfWordsUsage;
  // What poppler thinks of a broken file is of no use to anybody.
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  int status = kPdfWordsBroken;
  try {
    status = Run();
  } catch (const std::exception&) {
  }
  // Without the destructors of a library that may be in any state.
  std::fflush(stdout);
  _exit(status);
}
