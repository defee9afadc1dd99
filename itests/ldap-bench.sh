#!/bin/sh
# Prints how quickly the LDAP directory answers over 100,000 people at an OpenLDAP server on this machine: type-ahead, pages,
# sign-ins. Needs slapd and openssl. Usage: itests/ldap-bench.sh
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
module=itests/directories
mvn -q -B -pl $module -am test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$work/classpath"
java -Xmx160m -cp "$module/target/test-classes:$(cat "$work/classpath")" org.sallyport.itests.directories.LdapBench
