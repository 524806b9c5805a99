# shellcheck shell=bash disable=SC2034  # some names are for the scripts that source this
# What `up` and `down` share: where a suite keeps its things, how its processes are started, watched
# and stopped. Sourced; expects `set -euo pipefail`. Talks to people in Vietnamese.

# In the order of starting; stopped in the reverse.
readonly services=(registry finance inspection gateway)
readonly default_gateway_port=7419
# Longest wait, in seconds, for a service to serve, and for one to end after SIGTERM (its own watchdog
# ends it after 30 s).
readonly start_seconds=30 stop_seconds=40
# A log grows to this many bytes; one older part is kept beside it.
readonly max_log_bytes=$((8 * 1024 * 1024))

# Set by use_data; `bin` by up: where the binaries are.
data='' run='' logs='' keys='' bin=''

if [[ -t 1 ]]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold='' red='' plain=''; fi
if [[ ! -t 2 ]]; then red=''; fi

step() { printf '%s→ %s%s\n' "$bold" "$*" "$plain"; }
note() { printf '  %s\n' "$*"; }
warn() { printf '%s! %s%s\n' "$red" "$*" "${red:+$plain}" >&2; }
die() {
  warn "$@"
  exit 1
}
usage_error() {
  warn "$1"
  printf '  xem: %s --help\n' "$0" >&2
  exit 2
}

# use_data DIR: names the parts of a data folder, touching nothing.
use_data() {
  local parent
  parent=$(dirname -- "$1")
  [[ -d $parent ]] || die "thư mục $parent không tồn tại; hãy tạo trước hoặc chọn --data khác"
  data=$(cd -- "$parent" && pwd -P)/$(basename -- "$1")
  data=${data//\/\//\/}
  [[ $data != / ]] || die "không thể dùng / làm thư mục dữ liệu"
  case $data in
    *[\;\|]* | *$'\n'*) die "đường dẫn dữ liệu không được chứa ; | hay xuống dòng: $data" ;;
  esac
  run=$data/run logs=$data/log keys=$data/keys
}

# The mark that a folder is ours, so that --fresh and down never touch anything else.
is_data_folder() { [[ -f $data/.dondoc-data ]]; }

# lock_data: one `up` or `down` at a time. The lock is on descriptor 9; services must not inherit it.
lock_data() {
  exec 9>"$run/lock"
  flock -w 120 9 || die "một lệnh up hoặc down khác đang chạy trên $data"
}

stored() { cat "$run/$1" 2>/dev/null || true; }

# pid_of SERVICE: its process where it runs; nothing where it does not. A number that another
# program got after a restart of the machine is told apart by the command line.
pid_of() {
  local pid
  pid=$(stored "$1.pid")
  [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 0
  # shellcheck disable=SC2312  # a process that has just ended has no command line
  if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$keys/keys.json" &&
    [[ $(sed -nE 's/^State:\t(.).*/\1/p' "/proc/$pid/status" 2>/dev/null) != Z ]]; then
    echo "$pid"
  fi
}

# answers HOST:PORT: whether anybody listens there.
answers() { (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null; }

# free_port: a port nobody listens on now.
free_port() {
  local port try
  for try in {1..100}; do
    port=$((20000 + (RANDOM * 32768 + RANDOM + try) % 12000))
    answers "127.0.0.1:$port" || {
      echo "$port"
      return
    }
  done
  die "không tìm được cổng trống"
}

# trim_logs: copies and truncates; the services append, so that nothing is torn apart.
trim_logs() {
  local log
  for log in "$logs"/*.log; do
    [[ -f $log ]] || continue
    (($(stat -c %s -- "$log") <= max_log_bytes)) && continue
    cp -- "$log" "$log.1"
    : >"$log"
  done
}

# keep_logs: keeps trimming as long as anything of the suite runs.
keep_logs() {
  (
    trap '' HUP
    while sleep 10; do
      alive=0
      for name in "${services[@]}"; do [[ -z $(pid_of "$name") ]] || alive=1; done
      ((alive)) || exit 0
      trim_logs
    done
  ) </dev/null >/dev/null 2>&1 9>&- &
  disown
}

# start SERVICE ADDRESS FLAGS...: starts it and waits until it serves; records pid and address.
start() {
  local name=$1 address=$2 begun pid line until out="$run/$1.out"
  shift 2
  rm -f "$run/$name.pid"
  : >"$out"
  begun=$(date +%s%N)
  # In a session of its own: closing the terminal or Ctrl-C does not end it.
  setsid "$bin/$name" --listen="$address" "$@" </dev/null >"$out" 2>>"$logs/$name.log" 9>&- &
  pid=$!
  echo "$pid" >"$run/$name.pid"
  disown "$pid" 2>/dev/null || true
  until=$((SECONDS + start_seconds))
  while ((SECONDS < until)); do
    line=$(sed -nE "s/^$name listening on (.+)$/\1/p" "$out")
    if [[ -n $line ]]; then
      echo "$line" >"$run/$name.address"
      note "$(printf '%-10s %s (%s ms)' "$name" "$line" $((($(date +%s%N) - begun) / 1000000)))"
      return
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.02
  done
  warn "$name không khởi động được. Nhật ký: $logs/$name.log"
  tail -n 15 -- "$logs/$name.log" >&2 || true
  return 1
}

# stop SERVICE: SIGTERM and wait. SIGKILL only where the service's own watchdog failed; what was
# acknowledged is on disk either way.
stop() {
  local name=$1 pid until said=0
  pid=$(pid_of "$name")
  if [[ -n $pid ]]; then
    kill -TERM "$pid" 2>/dev/null || true
    until=$((SECONDS + stop_seconds))
    while [[ -n $(pid_of "$name") ]] && ((SECONDS < until)); do
      if ((!said && SECONDS > until - stop_seconds + 5)); then
        said=1
        note "chờ $name kết thúc các lời gọi đang chạy…"
      fi
      sleep 0.05
    done
    if [[ -n $(pid_of "$name") ]]; then
      warn "$name không dừng sau $stop_seconds giây; buộc dừng (dữ liệu đã xác nhận vẫn còn)"
      kill -KILL "$pid" 2>/dev/null || true
      sleep 0.2
    fi
    note "đã dừng $name"
  fi
  rm -f "$run/$name.pid" "$run/$name.out"
}

stop_all() {
  local i
  for ((i = ${#services[@]} - 1; i >= 0; --i)); do stop "${services[i]}"; done
}
