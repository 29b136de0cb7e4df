<?php

declare(strict_types=1);

namespace App;

use Tern\Router\Router;

final class Server
{
    public function __construct(private int $port)
    {
    }

    public function run(): void
    {
        $router = new Router();
        $router->get('/', static fn (): string => 'served by a console command');
        $router->get('/extensions', static fn (): string => implode(' ', array_map(
            static fn (string $name): string => $name . '=' . (extension_loaded($name) ? 'yes' : 'no'),
            ['zip', 'sockets', 'mbstring'],
        )));
        $server = stream_socket_server("tcp://0.0.0.0:{$this->port}");
        while ($client = stream_socket_accept($server, -1)) {
            $line = (string) fgets($client);
            while (!in_array(fgets($client), ["\r\n", "\n", false], true)) {
                continue;
            }
            [$status, $body] = $router->answer(explode(' ', $line)[1] ?? '/');
            fwrite($client, "HTTP/1.0 $status OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
            fclose($client);
        }
    }
}
