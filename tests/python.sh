# Runs a test with Debian's Python, which has the modules the tests need.
if [ ! -x /usr/bin/python3 ]; then
    echo "skipped: python3 is not installed"
    exit 77
fi
exec /usr/bin/python3 "$@"
