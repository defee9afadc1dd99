package org.sallyport.audit.syslog;

import java.io.IOException;

/** A way to the server. Messages are sent by one thread at a time; any thread may close it, which ends what is being sent. */
interface Link {

    /**
     * Sends one message; connects first where there is no connection.
     *
     * @throws IOException when it was not sent; the next call connects anew
     */
    void send(byte[] message) throws IOException;

    /** Forgets the connection. */
    void close();
}
