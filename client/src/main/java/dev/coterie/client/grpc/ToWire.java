package dev.coterie.client.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubproto.v1.AppendApplicationRequest;
import dev.coterie.hubproto.v1.AppendHandshakeRequest;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.MediaJoin;
import dev.coterie.hubproto.v1.MediaUp;
import dev.coterie.hubproto.v1.PublishKeyPackagesRequest;
import dev.coterie.hubproto.v1.Unwatch;
import dev.coterie.hubproto.v1.Watch;
import dev.coterie.hubproto.v1.WelcomeDelivery;
import java.util.Collection;
import java.util.List;

/// Requests. Payloads are not copied.
final class ToWire {
  private ToWire() {}

  static ByteString octets(Bytes octets) {
    return octets.lend(UnsafeByteOperations::unsafeWrap);
  }

  static AppendHandshakeRequest handshake(HandshakeAppend append) {
    var request =
        AppendHandshakeRequest.newBuilder()
            .setGroup(octets(append.group().value()))
            .setMessageId(octets(append.messageId()))
            .setExpectedLastHandshake(append.expectedLastHandshake())
            .setPayload(octets(append.payload()))
            .addAllAdded(fingerprints(append.roster().added()))
            .addAllRemoved(fingerprints(append.roster().removed()));
    append
        .welcome()
        .ifPresent(
            welcome -> {
              var delivery =
                  WelcomeDelivery.newBuilder()
                      .addAllRecipients(fingerprints(welcome.recipients()))
                      .setWelcome(octets(welcome.welcome()));
              welcome.ratchetTree().ifPresent(tree -> delivery.setRatchetTree(octets(tree)));
              request.setWelcome(delivery);
            });
    return request.build();
  }

  static AppendApplicationRequest application(ApplicationAppend append) {
    return AppendApplicationRequest.newBuilder()
        .setGroup(octets(append.group().value()))
        .setMessageId(octets(append.messageId()))
        .setPayload(octets(append.payload()))
        .build();
  }

  static PublishKeyPackagesRequest offers(List<KeyPackageOffer> offers) {
    var request = PublishKeyPackagesRequest.newBuilder();
    for (var offer : offers) {
      request.addOffers(
          dev.coterie.hubproto.v1.KeyPackageOffer.newBuilder()
              .setKeyPackage(octets(offer.keyPackage()))
              .setLastResort(offer.use() == KeyPackageOffer.Use.LAST_RESORT));
    }
    return request.build();
  }

  static ClientEnvelope watch(HubGroupId group) {
    return ClientEnvelope.newBuilder()
        .setWatch(Watch.newBuilder().setGroup(octets(group.value())))
        .build();
  }

  static ClientEnvelope unwatch(HubGroupId group) {
    return ClientEnvelope.newBuilder()
        .setUnwatch(Unwatch.newBuilder().setGroup(octets(group.value())))
        .build();
  }

  static MediaUp join(HubGroupId group) {
    return MediaUp.newBuilder()
        .setJoin(MediaJoin.newBuilder().setGroup(octets(group.value())))
        .build();
  }

  static MediaUp frame(Bytes frame) {
    return MediaUp.newBuilder().setFrame(octets(frame)).build();
  }

  private static List<ByteString> fingerprints(Collection<Fingerprint> set) {
    return set.stream().map(one -> octets(one.value())).toList();
  }
}
