package org.sallyport.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ProxyConnectionFactory.ProxyEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;

/**
 * Gives every request the client, scheme, host and path that are to be believed. From a trusted proxy these are what the proxy tells;
 * from anybody else, what the socket and the request line tell, and the headers say nothing.
 */
final class Believing implements HttpConfiguration.Customizer {

    private static final int FORBIDDEN = 403;

    private final ListenerSettings settings;

    Believing(ListenerSettings settings) {
        this.settings = settings;
    }

    /**
     * Who is at the other end of the wire.
     *
     * @param remote the socket's other end, whatever a PROXY line said
     * @param local the socket's own end
     * @param announced whether a PROXY line said who the client is
     */
    private record Wire(InetAddress remote, InetAddress local, boolean announced) {

        static Wire of(Request request) {
            EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
            boolean announced = false;
            while (end instanceof EndPoint.Wrapper wrapper) {
                announced |= end instanceof ProxyEndPoint;
                end = wrapper.unwrap();
            }
            return new Wire(address(end.getRemoteSocketAddress()), address(end.getLocalSocketAddress()), announced);
        }

        boolean ownHost() {
            return remote != null && (remote.isLoopbackAddress() || remote.equals(local));
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Wire wire = Wire.of(request);
        boolean trusted = settings.proxies().include(wire.remote());
        if (settings.only() && !trusted && !wire.ownHost()) {
            // In plain http to another host, where only the proxy is expected.
            throw new BadMessageException(FORBIDDEN, "Come through the proxy");
        }
        Told told = !trusted ? new Told(null, Optional.empty(), Optional.empty()) : switch (settings.manner()) {
            case X_FORWARDED -> Told.byXForwarded(wire.remote(), request.getHeaders(), settings.proxies());
            case FORWARDED -> Told.byForwarded(wire.remote(), request.getHeaders(), settings.proxies());
            // The line has no word for the scheme; the address that people use has.
            case PROXY_PROTOCOL -> new Told(null, wire.announced() && settings.https() ? Optional.of("https") : Optional.empty(),
                    Optional.empty());
        };
        String path = request.getHttpURI().getPath();
        boolean prefixed = !settings.prefix().isEmpty() && path != null && beneath(request.getHttpURI().getCanonicalPath()) && beneath(path);
        boolean asItIs = told.client() == null && told.scheme().isEmpty() && told.authority().isEmpty() && !prefixed;
        return asItIs ? request : new Believed(request, told, prefixed ? settings.prefix().length() : 0);
    }

    private boolean beneath(String path) {
        return path != null && (path.equals(settings.prefix()) || path.startsWith(settings.prefix() + "/"));
    }

    private static InetAddress address(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** A request as the proxy got it. */
    private static final class Believed extends Request.Wrapper {

        private final HttpURI uri;
        private final HttpFields headers;
        private final ConnectionMetaData connection;
        private final boolean secure;

        /** @param prefix how much of the path is not ours */
        Believed(Request request, Told told, int prefix) {
            super(request);
            HttpURI.Mutable changed = HttpURI.build(request.getHttpURI());
            if (prefix > 0) {
                String rest = changed.getPath().substring(prefix);
                String query = changed.getQuery();
                changed.pathQuery((rest.isEmpty() ? "/" : rest) + (query == null ? "" : "?" + query));
                if (changed.getCanonicalPath() == null) {
                    throw new BadMessageException("The path leads out");
                }
            }
            told.scheme().ifPresent(changed::scheme);
            secure = told.scheme().map("https"::equals).orElse(request.isSecure());
            HostPort authority = told.authority().map(HostPort::new).orElse(null);
            if (authority != null) {
                changed.authority(authority.getHost(), authority.getPort());
            }
            uri = changed.asImmutable();
            headers = authority == null ? request.getHeaders()
                    : HttpFields.build(request.getHeaders()).put(new HttpField(HttpHeader.HOST, told.authority().get())).asImmutable();
            InetSocketAddress client = told.client() == null ? null : new InetSocketAddress(told.client(), 0);
            connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {

                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return client == null ? super.getRemoteSocketAddress() : client;
                }

                @Override
                public boolean isSecure() {
                    return secure;
                }

                @Override
                public HostPort getServerAuthority() {
                    return authority == null ? super.getServerAuthority() : authority;
                }
            };
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }
    }
}
