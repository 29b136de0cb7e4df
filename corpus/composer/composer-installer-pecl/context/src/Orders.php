<?php

declare(strict_types=1);

namespace App;

final class Orders
{
    public function list(): void
    {
        $db = new \PDO((string) getenv('DATABASE_DSN'));
        foreach ($db->query('SELECT id FROM orders') as $row) {
            echo $row['id'], "\n";
        }
    }
}
