package org.sallyport.itests.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Applications behind Caddy. */
class CaddyIT extends ForwardAuth {

    @Override
    List<String> command(Example example) throws IOException {
        String keys = example.pair().certificate() + " " + example.pair().key();
        String main = replaced(example.read("caddy/Caddyfile"), Map.of(
                "/etc/caddy/sallyport/portal.example.com.pem /etc/caddy/sallyport/portal.example.com.key", keys,
                "/etc/caddy/sallyport/shop.example.com.pem /etc/caddy/sallyport/shop.example.com.key", keys,
                "portal.example.com {", "https://127.0.0.1:" + example.port() + " {\n\tbind 127.0.0.1",
                "shop.example.com {", "https://127.0.0.2:" + example.port() + " {\n\tbind 127.0.0.2"));
        return Proxy.caddy(example.directory(), main);
    }
}
