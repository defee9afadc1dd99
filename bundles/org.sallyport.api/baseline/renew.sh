#!/bin/sh
# At a release: makes what is released the API that later builds are compared with. Commit the jar.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here/../../.."
mvn -q -B -ntp -pl bundles/org.sallyport.api -am package -DskipTests "$@"
cp bundles/org.sallyport.api/target/org.sallyport.api-*.jar "$here/org.sallyport.api.jar"
