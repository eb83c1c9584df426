/// Primitives by the JDK. Only its SunJCE, SUN and SunEC providers are asked, by object, so that no
/// other security provider of the process can step in.
@NullMarked
package dev.coterie.crypto.jdk;

import org.jspecify.annotations.NullMarked;
