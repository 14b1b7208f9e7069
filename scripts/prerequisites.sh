# Finds what setup stands on, and names the one command that installs what is missing. Sourced, not run.

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

# Tell whether an interpreter fits and can make environments.
is_fitting() {
    "$1" -c "$fits" >/dev/null 2>&1 && "$1" -c 'import venv, ensurepip' >/dev/null 2>&1
}

# What an interpreter takes for a little work, in microseconds of processor time.
pace='
import time

class Value:
    def __init__(self, number):
        self.number = number

def work():
    begun = time.process_time()
    for number in range(4_000):
        {"a": Value(number).number, "b": str(number)}
    return time.process_time() - begun

print(int(1e6 * min(work() for _ in range(40))))
'

# Print the interpreter that PYTHON names, or the first that fits on the path, unless a later one is faster by a tenth:
# a build without optimisation, as version managers make them, takes half as long again for everything.
find_python() {
    if [ -n "${PYTHON:-}" ] && is_fitting "$PYTHON"; then
        command -v "$PYTHON" && return 0
    fi
    found= taken=
    IFS=:
    for folder in $PATH; do
        for name in python3 python3.13 python3.12 python3.11 python; do
            { [ -x "$folder/$name" ] && is_fitting "$folder/$name"; } || continue
            needed_here=$("$folder/$name" -c "$pace") || continue
            if [ -z "$found" ] || [ $((needed_here * 10)) -lt $((taken * 9)) ]; then
                found="$folder/$name" taken=$needed_here
            fi
        done
    done
    unset IFS
    [ -n "$found" ] && echo "$found"
}

# The newest fitting Python that apt offers here, or python3 when it cannot be asked.
apt_python() {
    default=$(apt-cache policy python3 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*\.[0-9]*\).*/\1/p')
    case "$default" in 3.11 | 3.12 | 3.13) echo python3 && return ;; esac
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            echo "python$version" && return
        fi
    done
    echo python3
}

# The packages that hold one missing thing ($1), in the words of one package manager ($2).
package_of() {
    case "$1:$2" in
    python:apt) p=$(apt_python) && echo "$p $p-venv" ;;
    python:dnf) echo python3.13 ;;
    python:brew) echo python@3.13 ;;
    *) echo "$1" ;;
    esac
}

say_missing() {
    case "$1" in
    python) echo "setup: no Python 3.11, 3.12 or 3.13 with venv and ensurepip was found." >&2 ;;
    make) echo "setup: make was not found." >&2 ;;
    esac
    root=
    [ "$(id -u)" = 0 ] || root="sudo "
    if command -v apt-get >/dev/null 2>&1; then
        command="${root}apt-get install -y $(package_of "$1" apt)"
    elif command -v dnf >/dev/null 2>&1; then
        command="${root}dnf install -y $(package_of "$1" dnf)"
    elif [ "$(uname -s)" = Darwin ]; then
        command="brew install $(package_of "$1" brew)"
    else
        command="(your system's installer) $1"
    fi
    echo "setup: to install it: $command" >&2
}
