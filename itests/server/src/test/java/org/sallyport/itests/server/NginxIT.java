package org.sallyport.itests.server;

import java.io.IOException;
import java.nio.file.Path;
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
        Path whole = example.write("nginx.conf", "daemon off; worker_processes 1; pid " + folder + "pid; error_log stderr;\nevents { }\nhttp { access_log off;\n"
                + "client_body_temp_path " + folder + "body; proxy_temp_path " + folder + "proxy; fastcgi_temp_path " + folder
                + "fastcgi; uwsgi_temp_path " + folder + "uwsgi; scgi_temp_path " + folder + "scgi;\ninclude " + folder + "example.conf;\n}\n");
        return List.of("/usr/sbin/nginx", "-p", folder, "-c", whole.toString(), "-e", "stderr");
    }
}
