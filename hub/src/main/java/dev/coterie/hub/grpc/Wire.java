package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.hubproto.v1.AppendApplicationRequest;
import dev.coterie.hubproto.v1.AppendHandshakeRequest;
import dev.coterie.hubproto.v1.Hello;
import dev.coterie.hubproto.v1.PublishKeyPackagesRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// From the wire into domain types, or a refusal with [HubRule#MALFORMED_REQUEST].
public final class Wire {
  private Wire() {}

  /// A serialized AppendHandshakeRequest.
  public static HandshakeAppend handshake(ByteString message) {
    var request = parse(AppendHandshakeRequest.parser(), message);
    return checked(
        () ->
            new HandshakeAppend(
                new HubGroupId(bytes(request.getGroup())),
                bytes(request.getMessageId()),
                request.getExpectedLastHandshake(),
                bytes(request.getPayload()),
                new RosterChange(
                    fingerprints(request.getAddedList()), fingerprints(request.getRemovedList())),
                request.hasWelcome()
                    ? Optional.of(welcome(request.getWelcome()))
                    : Optional.empty()));
  }

  /// A serialized AppendApplicationRequest.
  public static ApplicationAppend application(ByteString message) {
    var request = parse(AppendApplicationRequest.parser(), message);
    return checked(
        () ->
            new ApplicationAppend(
                new HubGroupId(bytes(request.getGroup())),
                bytes(request.getMessageId()),
                bytes(request.getPayload())));
  }

  /// A serialized PublishKeyPackagesRequest.
  public static List<KeyPackageOffer> offers(ByteString message) {
    return parse(PublishKeyPackagesRequest.parser(), message).getOffersList().stream()
        .map(
            offer ->
                new KeyPackageOffer(
                    bytes(offer.getKeyPackage()),
                    offer.getLastResort()
                        ? KeyPackageOffer.Use.LAST_RESORT
                        : KeyPackageOffer.Use.ONE_TIME))
        .toList();
  }

  static HubIdentity identity(Hello hello) {
    return checked(() -> HubIdentity.of(hello.getSignatureScheme(), bytes(hello.getPublicKey())));
  }

  static HubGroupId group(ByteString id) {
    return checked(() -> new HubGroupId(bytes(id)));
  }

  static Fingerprint fingerprint(ByteString octets) {
    return checked(() -> new Fingerprint(bytes(octets)));
  }

  static Bytes bytes(ByteString octets) {
    return Bytes.wrap(octets.toByteArray());
  }

  static RefusedException malformed(String why) {
    return new RefusedException(HubRule.MALFORMED_REQUEST, why);
  }

  private static WelcomeDelivery welcome(dev.coterie.hubproto.v1.WelcomeDelivery welcome) {
    return new WelcomeDelivery(
        fingerprints(welcome.getRecipientsList()),
        bytes(welcome.getWelcome()),
        welcome.hasRatchetTree() ? Optional.of(bytes(welcome.getRatchetTree())) : Optional.empty());
  }

  private static Set<Fingerprint> fingerprints(List<ByteString> list) {
    var set = new HashSet<Fingerprint>();
    for (var one : list) {
      if (!set.add(new Fingerprint(bytes(one)))) {
        throw new IllegalArgumentException("an identity twice");
      }
    }
    return set;
  }

  private static <T> T parse(Parser<T> parser, ByteString message) {
    try {
      return parser.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw malformed("not the protobuf message that belongs here");
    }
  }

  /// Domain types check themselves; here their complaint is the caller's fault.
  private static <T> T checked(Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }
}
