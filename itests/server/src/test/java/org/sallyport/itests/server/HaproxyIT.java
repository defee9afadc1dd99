package org.sallyport.itests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Applications behind HAProxy. */
class HaproxyIT extends ForwardAuth {

    @Override
    List<String> command(Example example) throws IOException {
        Path lua = example.write("sallyport.lua", example.read("haproxy/sallyport.lua"));
        Path keys = example.write("pair.pem", Files.readString(example.pair().certificate()) + Files.readString(example.pair().key()));
        String main = replaced(example.read("haproxy/haproxy.cfg"), Map.of("/etc/haproxy/sallyport.lua", lua.toString(),
                "bind :443 ssl crt /etc/haproxy/sallyport/", "bind 127.0.0.1:" + example.port() + ",127.0.0.2:" + example.port()
                        + " ssl crt " + keys, "-i portal.example.com", "-i 127.0.0.1", "-i shop.example.com", "-i 127.0.0.2"));
        return Proxy.haproxy(example.directory(), main);
    }
}
