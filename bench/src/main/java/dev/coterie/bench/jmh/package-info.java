/// Benchmarks of single operations, by JMH. What counts is the CPU time of the measuring thread,
/// which a busy machine changes least; the wall clock stands beside it.
///
/// ```
///   mvn -q -Pjmh -DskipTests package -pl bench -am [-Djmh.only=SFrame]
///        └─► Benchmarks ──► JMH, one JVM per benchmark ──► bench/target/jmh.json
///                                                     └─► a table on standard output
/// ```
@NullMarked
package dev.coterie.bench.jmh;

import org.jspecify.annotations.NullMarked;
