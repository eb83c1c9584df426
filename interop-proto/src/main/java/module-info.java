/// Generated code of the interface by which the MLS working group's harness drives a client.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.coterie.interopproto {
  requires transitive com.google.protobuf;
  requires transitive com.google.common;
  requires transitive io.grpc;
  requires transitive io.grpc.stub;
  requires transitive io.grpc.protobuf;

  exports dev.coterie.interopproto;
}
