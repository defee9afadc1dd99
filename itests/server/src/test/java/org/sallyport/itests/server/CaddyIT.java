package org.sallyport.itests.server;

import java.io.IOException;
import java.nio.file.Path;
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
        Path whole = example.write("Caddyfile", "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system "
                + example.directory().resolve("storage") + "\n}\n" + main);
        return List.of("/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", whole.toString());
    }
}
