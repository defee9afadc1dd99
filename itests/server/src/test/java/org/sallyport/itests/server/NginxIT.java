package org.sallyport.itests.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Applications behind nginx. */
class NginxIT extends ForwardAuth {

    @Override
    List<String> command(Example example) throws IOException {
        String folder = example.directory() + "/";
        for (String file : List.of("host.conf", "asked.conf", "portal.conf", "guard.conf")) {
            example.write(file, example.read("nginx/" + file).replace("/etc/nginx/sallyport/", folder));
        }
        String main = replaced(example.read("nginx/example.conf"), Map.of(
                "/etc/nginx/sallyport/portal.example.com.pem", example.pair().certificate().toString(),
                "/etc/nginx/sallyport/portal.example.com.key", example.pair().key().toString(),
                "/etc/nginx/sallyport/shop.example.com.pem", example.pair().certificate().toString(),
                "/etc/nginx/sallyport/shop.example.com.key", example.pair().key().toString()));
        main = replaced(main, Map.of("/etc/nginx/sallyport/", folder, "server_name portal.example.com", "server_name 127.0.0.1",
                "server_name shop.example.com", "server_name 127.0.0.2",
                "listen 443 ssl;", "listen 127.0.0.1:" + example.port() + " ssl; listen 127.0.0.2:" + example.port() + " ssl;"));
        example.write("example.conf", main);
        return Proxy.nginx(example.directory(), "include " + folder + "example.conf;");
    }
}
