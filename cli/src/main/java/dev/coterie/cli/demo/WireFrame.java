package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.sframe.SFrameHeader;

/// A frame of live media as it lies on the wire, taken apart as far as that goes without a key.
///
/// @param header authenticated, not encrypted
/// @param named the same, read
/// @param key of SFrame
/// @param sealed what SFrame made, with its header
record WireFrame(Bytes header, MediaHeader named, SFrameHeader key, Bytes sealed) {
  private static final int EPOCHS = 256;

  /// @throws dev.coterie.codec.MalformedException if it is none
  static WireFrame parse(Bytes octets) {
    var in = new WireReader(octets);
    Bytes header = in.opaque("header");
    Bytes sealed = in.rest();
    return new WireFrame(
        header, MediaHeader.FORM.decode(header), SFrameHeader.startOf(sealed), sealed);
  }

  int leaf() {
    return named.stream().leaf().value();
  }

  /// Whether the key may be one of an epoch: a key id has the low bits of its number.
  boolean mayBeOf(long epoch) {
    return Long.remainderUnsigned(key.keyId(), EPOCHS) == Long.remainderUnsigned(epoch, EPOCHS);
  }
}
