#!/bin/sh
# Builds what machine.sh packs: the archive that people install, and the recorder's tests with what they stand on.

set -eu
cd "$(dirname "$0")/../.."
mvn -B -ntp -Pdist -DskipTests package
mvn -B -ntp -pl recorder/tracer -am -DskipTests package dependency:copy-dependencies -DincludeScope=test \
    -DoutputDirectory=target/arm64-lib
mvn -B -ntp -pl recorder/tracer dependency:copy -Dartifact=org.junit.platform:junit-platform-console-standalone:6.1.3 \
    -DoutputDirectory=target/arm64-lib
