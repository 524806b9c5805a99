// A bounded cache of prepared statements, keyed by their text. Not thread-safe: each connection has
// its own.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dondoc::sql::internal {

template <typename T>
class LruCache {
 public:
  explicit LruCache(size_t capacity) : capacity_(capacity) {}

  // The value of `key`, now the most recently used, or nullptr. Stays valid until it is evicted.
  T* Find(absl::string_view key) {
    const auto it = index_.find(key);
    if (it == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, it->second);
    return &it->second->value;
  }

  // Adds `value` (the key must be new), evicting the least recently used beyond the capacity, each
  // handed to `evicted`.
  template <typename Evicted>
  T* Insert(absl::string_view key, T value, Evicted evicted) {
    entries_.push_front({std::string(key), std::move(value)});
    index_.emplace(entries_.front().key, entries_.begin());
    while (entries_.size() > capacity_ && entries_.size() > 1) {
      Entry& last = entries_.back();
      evicted(std::move(last.value));
      index_.erase(last.key);
      entries_.pop_back();
    }
    return &entries_.front().value;
  }

  void Erase(absl::string_view key) {
    const auto it = index_.find(key);
    if (it == index_.end()) return;
    const auto entry = it->second;
    index_.erase(it);
    entries_.erase(entry);
  }

  void Clear() {
    index_.clear();
    entries_.clear();
  }

  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string key;
    T value;
  };
  const size_t capacity_;
  std::list<Entry> entries_;  // Most recently used first.
  // The keys live in the entries, whose addresses do not change.
  absl::flat_hash_map<absl::string_view, typename std::list<Entry>::iterator> index_;
};

}  // namespace dondoc::sql::internal
