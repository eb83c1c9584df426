/// The one object that an application holds, and the ports behind which its store and its hub
/// stand.
package dev.coterie.client;
