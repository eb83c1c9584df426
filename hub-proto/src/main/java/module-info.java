/// Generated code of the hub wire contract.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.coterie.hubproto {
  requires transitive com.google.protobuf;
  requires transitive com.google.common;
  requires transitive io.grpc;
  requires transitive io.grpc.stub;
  requires transitive io.grpc.protobuf;

  exports dev.coterie.hubproto.v1;
}
