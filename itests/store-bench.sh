#!/bin/sh
# Prints how many accepted time steps the embedded store makes durable in a second, for 1, 8 and 32 clients over 100,000
# enrolments, and what a read costs. Usage: itests/store-bench.sh
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
module=bundles/org.sallyport.store.jdbc
mvn -q -B -pl $module -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
java -cp "$module/target/test-classes:$module/target/classes:$(cat "$work/classpath")" \
    org.sallyport.store.jdbc.StoreBench "$work" 100000 20000 1 8 32
