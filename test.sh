#!/usr/bin/env bash
# Builds everything, checks its form and runs every test. The last line is: N passed, N failed, N skipped
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
wrong=0

if ! command -v dotnet > /dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
  echo "test.sh needs the .NET 10 SDK: see https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  echo "On Debian and Ubuntu: apt-get install dotnet-sdk-10.0" >&2
  exit 1
fi

dotnet build ShopClvReports.sln -c Release -v quiet

if ! dotnet format ShopClvReports.sln --verify-no-changes --no-restore; then
  echo "The form of the files above is not ours; put it right with: dotnet format" >&2
  wrong=1
fi

for project in ShopClvReports.Tests ShopClvReports.EndToEnd; do
  dotnet test "tests/$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$project.trx" --logger "console;verbosity=minimal" || wrong=1
  if [[ ! -s "$results/$project.trx" ]]; then
    echo "$project left no results: it did not run, or broke off" >&2
    wrong=1
  fi
done

# A counter of the test runs, added up over the projects.
count() {
  { cat "$results"/*.trx 2> /dev/null || true; } | sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

total=$(count total)
executed=$(count executed)
passed=$(count passed)
skipped=$((total - executed))
failed=$((executed - passed))

if ((skipped > 0)); then
  echo "Skipped:"
  cat "$results"/*.trx | tr -d '\r' | awk '
    /<UnitTestResult / {
      name = ""
      if (/outcome="NotExecuted"/ && match($0, /testName="[^"]*"/)) name = substr($0, RSTART + 10, RLENGTH - 11)
    }
    name != "" && match($0, /<(Message|StdOut)>[^<]*/) {
      reason = substr($0, RSTART, RLENGTH)
      sub(/^<[A-Za-z]*>/, "", reason)
      print "  " name ": " reason
      name = ""
    }'
fi

echo "$passed passed, $failed failed, $skipped skipped"
((wrong == 0 && failed == 0 && passed > 0))
