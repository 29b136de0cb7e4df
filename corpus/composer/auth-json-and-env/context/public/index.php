<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$settings = parse_ini_file(__DIR__ . '/../.env');
$router = new Tern\Router\Router();
$router->get('/', static fn (): string => implode("\n", [
    "version: {$settings['APP_VERSION']}",
    'credentials: ' . (is_file(__DIR__ . '/../auth.json') || is_file('/root/.composer/auth.json') ? 'there' : 'gone'),
    'bz2: ' . bzdecompress(bzcompress('works')),
    'env: ' . getenv('APP_ENV'),
]));
[, $body] = $router->answer('/');
echo $body;
